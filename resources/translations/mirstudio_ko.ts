<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>mirstudio</name>
    <message>
        <source>100 %, pixel for pixel</source>
        <translation>100 %, 픽셀 대 픽셀</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16비트</translation>
    </message>
    <message>
        <source>32 bit float</source>
        <translation>32비트 부동 소수점</translation>
    </message>
    <message>
        <source>8 bit</source>
        <translation>8비트</translation>
    </message>
    <message>
        <source>A narrower brush</source>
        <translation>브러시 좁히기</translation>
    </message>
    <message>
        <source>A pair is two files: choose the left and the right view together.</source>
        <translation>쌍은 파일 두 개입니다. 왼쪽 뷰와 오른쪽 뷰를 함께 선택하세요.</translation>
    </message>
    <message>
        <source>A small file that tells how the result can be made again</source>
        <translation>결과를 다시 만드는 방법을 담은 작은 파일</translation>
    </message>
    <message>
        <source>A tile {flaw}, even on the CPU in fp32.</source>
        <translation>CPU fp32에서도 타일에 문제가 있습니다({flaw}).</translation>
    </message>
    <message>
        <source>A wider brush</source>
        <translation>브러시 넓히기</translation>
    </message>
    <message numerus="yes">
        <source>Add %n photo(s) to the batch</source>
        <translation>
            <numerusform>사진 %n장을 일괄 작업에 추가</numerusform>
        </translation>
    </message>
    <message>
        <source>Add to the batch</source>
        <translation>일괄 작업에 추가</translation>
    </message>
    <message>
        <source>Add to the batch, each as it needs</source>
        <translation>사진마다 필요한 대로 일괄 작업에 추가</translation>
    </message>
    <message>
        <source>Add to the batch, each as it needs…</source>
        <translation>사진마다 필요한 대로 일괄 작업에 추가…</translation>
    </message>
    <message>
        <source>Add to the batch…</source>
        <translation>일괄 작업에 추가…</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>조정</translation>
    </message>
    <message>
        <source>After</source>
        <translation>보정 후</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>All but the place</source>
        <translation>위치를 제외한 전체</translation>
    </message>
    <message>
        <source>All models that fit, on one part of the photo  (T)</source>
        <translation>사진의 한 부분에 알맞은 모델을 모두 적용해 봅니다  (T)</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>모든 모델…</translation>
    </message>
    <message>
        <source>Another batch is at work with {path}.</source>
        <translation>다른 일괄 작업이 {path}을(를) 사용하고 있습니다.</translation>
    </message>
    <message>
        <source>Another folder</source>
        <translation>다른 폴더</translation>
    </message>
    <message>
        <source>Another language is spoken from the next start on.</source>
        <translation>언어는 다시 시작한 뒤에 바뀝니다.</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>영역</translation>
    </message>
    <message>
        <source>Around the photo: {tone}</source>
        <translation>사진 주변: {tone}</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>원본 그대로</translation>
    </message>
    <message>
        <source>As last time</source>
        <translation>지난번과 같이</translation>
    </message>
    <message>
        <source>As the window</source>
        <translation>창과 같게</translation>
    </message>
    <message>
        <source>Automatic, by the memory that is free</source>
        <translation>자동, 남은 메모리에 맞춤</translation>
    </message>
    <message>
        <source>Automatic: the fastest that is sound</source>
        <translation>자동: 이상이 없는 가장 빠른 장치</translation>
    </message>
    <message>
        <source>Automatic: the fastest that passes its self-test</source>
        <translation>자동: 자체 검사를 통과한 가장 빠른 정밀도</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>일괄 작업</translation>
    </message>
    <message>
        <source>Batch {number} of {total}</source>
        <translation>일괄 작업 {total}장 중 {number}번째</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>보정 전</translation>
    </message>
    <message>
        <source>Before and after side by side; again turns them  (Y)</source>
        <translation>보정 전후를 나란히 보기, 다시 누르면 방향 전환  (Y)</translation>
    </message>
    <message>
        <source>Before and after under a divider; again turns it  (Y)</source>
        <translation>구분선으로 보정 전후 보기, 다시 누르면 방향 전환  (Y)</translation>
    </message>
    <message>
        <source>Begin with what is on the screen as soon as a photo is opened</source>
        <translation>사진을 열면 화면에 보이는 부분부터 바로 복원합니다</translation>
    </message>
    <message>
        <source>Beside the photo</source>
        <translation>사진과 같은 폴더</translation>
    </message>
    <message>
        <source>Between before and after</source>
        <translation>보정 전후 전환</translation>
    </message>
    <message>
        <source>Between fit and 1:1 (also a click)</source>
        <translation>맞춤과 1:1 전환(클릭도 가능)</translation>
    </message>
    <message>
        <source>Between the whole photo and 1:1  (Z)</source>
        <translation>전체 사진과 1:1 전환  (Z)</translation>
    </message>
    <message>
        <source>Bit depth</source>
        <translation>비트 심도</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>검정</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>흐림</translation>
    </message>
    <message>
        <source>Blur assumed</source>
        <translation>가정할 흐림</translation>
    </message>
    <message>
        <source>Brighten photos taken with too little light</source>
        <translation>빛이 부족한 사진을 밝게 합니다</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>밝기</translation>
    </message>
    <message>
        <source>Brightness noise kept</source>
        <translation>남길 밝기 노이즈</translation>
    </message>
    <message>
        <source>Brings a photo taken with far too little light to the brightness of a usual one, with less of its noise and colour cast.</source>
        <translation>빛이 매우 부족한 사진을 일반적인 밝기로 올리고 노이즈와 색 치우침을 줄입니다.</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>브러시</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>브러시 크기</translation>
    </message>
    <message>
        <source>By a factor</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Cancel  (Esc)</source>
        <translation>취소  (Esc)</translation>
    </message>
    <message>
        <source>Cancel what runs</source>
        <translation>진행 중인 작업 취소</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>취소했습니다.</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>Card of the model</source>
        <translation>모델 카드</translation>
    </message>
    <message>
        <source>Cards, importing, speed on this machine  (Ctrl+M)</source>
        <translation>카드, 가져오기, 이 컴퓨터에서의 속도  (Ctrl+M)</translation>
    </message>
    <message>
        <source>Checkpoints ({kinds});;All files (*)</source>
        <translation>체크포인트 ({kinds});;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Choose another name, or allow overwriting.</source>
        <translation>다른 이름을 선택하거나 덮어쓰기를 허용하세요.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>Choose for the batch, or not</source>
        <translation>일괄 작업 대상으로 선택/해제</translation>
    </message>
    <message>
        <source>Choose photos for the batch, or not</source>
        <translation>일괄 작업 대상으로 사진 선택/해제</translation>
    </message>
    <message>
        <source>Choose photos in the filmstrip and add them to the batch (Ctrl+Shift+B).</source>
        <translation>필름 스트립에서 사진을 선택해 일괄 작업에 추가하세요(Ctrl+Shift+B).</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Chosen for the batch</source>
        <translation>일괄 작업 대상으로 선택</translation>
    </message>
    <message>
        <source>Chosen for the next batch</source>
        <translation>다음 일괄 작업 대상</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>비우기</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>완료 항목 지우기</translation>
    </message>
    <message>
        <source>Click to type a value</source>
        <translation>클릭해 값을 입력하세요</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close this list</source>
        <translation>목록 닫기</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>Colour as fine as brightness</source>
        <translation>색을 밝기만큼 세밀하게</translation>
    </message>
    <message>
        <source>Colour detail</source>
        <translation>색 세밀도</translation>
    </message>
    <message>
        <source>Colour halved across</source>
        <translation>색을 가로로 절반</translation>
    </message>
    <message>
        <source>Colour halved both ways</source>
        <translation>색을 가로세로로 절반</translation>
    </message>
    <message>
        <source>Colour noise kept</source>
        <translation>남길 색상 노이즈</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>비교 중…</translation>
    </message>
    <message>
        <source>Comparing… {share:.0f} %</source>
        <translation>비교 중… {share:.0f} %</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>연산</translation>
    </message>
    <message>
        <source>Continue…</source>
        <translation>계속…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy settings</source>
        <translation>설정 복사</translation>
    </message>
    <message>
        <source>Copy them</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copyright only</source>
        <translation>저작권만</translation>
    </message>
    <message>
        <source>Count up the name</source>
        <translation>이름에 번호 붙이기</translation>
    </message>
    <message>
        <source>DNG, for further development</source>
        <translation>DNG, 이후 현상용</translation>
    </message>
    <message>
        <source>Dark grey</source>
        <translation>진한 회색</translation>
    </message>
    <message>
        <source>Dark or light window</source>
        <translation>어두운 창 또는 밝은 창</translation>
    </message>
    <message>
        <source>Dark window</source>
        <translation>어두운 창</translation>
    </message>
    <message>
        <source>Deblur</source>
        <translation>흔들림 제거</translation>
    </message>
    <message>
        <source>Degraded again, it differs by {whole:.1f} of 255 from the photo</source>
        <translation>다시 열화하면 사진과 255 중 {whole:.1f}만큼 다릅니다</translation>
    </message>
    <message>
        <source>Denoise</source>
        <translation>노이즈 감소</translation>
    </message>
    <message>
        <source>Derain</source>
        <translation>비 제거</translation>
    </message>
    <message>
        <source>Deviation of the noise in 8-bit levels</source>
        <translation>노이즈의 표준 편차(8비트 단계)</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>Do again</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Done again: {words}</source>
        <translation>다시 실행함: {words}</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>인치당 도트 수</translation>
    </message>
    <message>
        <source>Double-click resets. Arrows step, with Shift by ten, with Ctrl by a tenth.</source>
        <translation>두 번 클릭하면 초기화됩니다. 화살표 키로 한 단계씩, Shift와 함께 열 단계씩, Ctrl과 함께 0.1단계씩 움직입니다.</translation>
    </message>
    <message>
        <source>Draw a gradient</source>
        <translation>그라디언트 그리기</translation>
    </message>
    <message>
        <source>Draw a gradient  (Shift+K)</source>
        <translation>그라디언트 그리기  (Shift+K)</translation>
    </message>
    <message>
        <source>Drop a checkpoint here to import it.</source>
        <translation>체크포인트를 여기에 끌어다 놓으면 가져옵니다.</translation>
    </message>
    <message>
        <source>Drop photos or a folder</source>
        <translation>사진이나 폴더를 끌어다 놓으세요</translation>
    </message>
    <message>
        <source>Each photo as it needs</source>
        <translation>사진마다 필요한 대로</translation>
    </message>
    <message>
        <source>Earlier  (Alt+Up)</source>
        <translation>앞으로  (Alt+Up)</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>편집됨</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Enlarge ×{scale}</source>
        <translation>확대 ×{scale}</translation>
    </message>
    <message>
        <source>Enlargement</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Enlarges sharp, clean photos {scale} times, sharper than bicubic enlargement.</source>
        <translation>선명하고 깨끗한 사진을 {scale}배로 확대하며, 바이큐빅 확대보다 선명합니다.</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Export as the last time, or give the photo back</source>
        <translation>지난번처럼 내보내기, 또는 사진 돌려주기</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>내보낼 위치</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>내보냄</translation>
    </message>
    <message>
        <source>Exported {name} to {folder}</source>
        <translation>{name}을(를) {folder}에 내보냈습니다</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>노출</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Fine detail</source>
        <translation>미세 디테일</translation>
    </message>
    <message>
        <source>Finished tiles</source>
        <translation>완료된 타일</translation>
    </message>
    <message>
        <source>First photo of {total}</source>
        <translation>사진 {total}장 중 첫 번째</translation>
    </message>
    <message>
        <source>First tile of {total}</source>
        <translation>타일 {total}개 중 첫 번째</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Folder for restored photos</source>
        <translation>복원된 사진을 보관할 폴더</translation>
    </message>
    <message>
        <source>Folder “{name}” beside the photo</source>
        <translation>사진 옆의 ‘{name}’ 폴더</translation>
    </message>
    <message>
        <source>For a print</source>
        <translation>인쇄용</translation>
    </message>
    <message>
        <source>For the screen</source>
        <translation>화면용</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>Full size</source>
        <translation>원래 크기</translation>
    </message>
    <message>
        <source>Give light and colour a professional&apos;s hand</source>
        <translation>전문가의 손길로 빛과 색을 다듬습니다</translation>
    </message>
    <message>
        <source>Go on with the batch</source>
        <translation>일괄 작업 계속</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>그라디언트</translation>
    </message>
    <message>
        <source>Grain</source>
        <translation>그레인</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>경도</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>히스토그램</translation>
    </message>
    <message>
        <source>Histogram  (Shift+H)</source>
        <translation>히스토그램  (Shift+H)</translation>
    </message>
    <message>
        <source>How soon the brush fades</source>
        <translation>브러시 가장자리가 흐려지는 정도</translation>
    </message>
    <message>
        <source>How the photo was taken</source>
        <translation>촬영 정보</translation>
    </message>
    <message>
        <source>How the photo was taken  (I)</source>
        <translation>촬영 정보  (I)</translation>
    </message>
    <message>
        <source>If it exists</source>
        <translation>파일이 있으면</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>모델 가져오기</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>In the file: {changes}</source>
        <translation>파일에서: {changes}</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>대기열에 있음</translation>
    </message>
    <message>
        <source>Install it anew.</source>
        <translation>다시 설치하세요.</translation>
    </message>
    <message>
        <source>It is</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>It is blurred: its sharpest edges are {width} pixels wide.</source>
        <translation>흐린 사진입니다: 가장 선명한 가장자리의 폭이 {width}픽셀입니다.</translation>
    </message>
    <message>
        <source>It is dark: {exposure} exposure values below mid-grey.</source>
        <translation>어두운 사진입니다: 중간 회색보다 {exposure} EV 낮습니다.</translation>
    </message>
    <message>
        <source>It is noisy: sigma {sigma} of 255.</source>
        <translation>노이즈가 있습니다: 255 중 시그마 {sigma}.</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>이름이 필요합니다.</translation>
    </message>
    <message>
        <source>Its result exists and was left alone</source>
        <translation>결과 파일이 이미 있어 그대로 두었습니다</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG 품질</translation>
    </message>
    <message>
        <source>JPEG, PNG, TIFF, WebP, AVIF and more · nothing leaves this machine</source>
        <translation>JPEG, PNG, TIFF, WebP, AVIF 등 · 모든 처리는 이 컴퓨터 안에서</translation>
    </message>
    <message>
        <source>Keep results in</source>
        <translation>결과를 보관할 위치</translation>
    </message>
    <message>
        <source>Keep the original here</source>
        <translation>이 영역은 원본 유지</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>보관 위치</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Keys  (?)</source>
        <translation>단축키  (?)</translation>
    </message>
    <message>
        <source>Known failures</source>
        <translation>알려진 한계</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Larger  (Ctrl++)</source>
        <translation>확대  (Ctrl++)</translation>
    </message>
    <message>
        <source>Larger (also the wheel)</source>
        <translation>확대(마우스 휠도 가능)</translation>
    </message>
    <message>
        <source>Larger files are closer to the photo</source>
        <translation>파일이 클수록 사진에 가깝습니다</translation>
    </message>
    <message>
        <source>Later  (Alt+Down)</source>
        <translation>뒤로  (Alt+Down)</translation>
    </message>
    <message>
        <source>Leave the file alone</source>
        <translation>기존 파일 유지</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>렌즈</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Licence unknown: not for paid work</source>
        <translation>라이선스 알 수 없음: 유료 작업에 사용 불가</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>조명</translation>
    </message>
    <message>
        <source>Light window</source>
        <translation>밝은 창</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>모델을 불러오는 중…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Long edge</source>
        <translation>긴 변</translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <translation>장치를 찾는 중…</translation>
    </message>
    <message>
        <source>Loupe at the pointer: 1:1, 2:1, 4:1</source>
        <translation>포인터 위치의 돋보기: 1:1, 2:1, 4:1</translation>
    </message>
    <message>
        <source>Low light</source>
        <translation>저조도</translation>
    </message>
    <message>
        <source>Make small photos larger, with detail</source>
        <translation>작은 사진을 디테일을 살려 키웁니다</translation>
    </message>
    <message>
        <source>Mean light above or below mid-grey</source>
        <translation>중간 회색을 기준으로 한 평균 밝기</translation>
    </message>
    <message>
        <source>Measure speed</source>
        <translation>속도 측정</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>측정값</translation>
    </message>
    <message>
        <source>Measuring {note}</source>
        <translation>{note} 측정 중</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>측정하는 중…</translation>
    </message>
    <message>
        <source>Megapixels</source>
        <translation>메가픽셀</translation>
    </message>
    <message>
        <source>Memory ran out; tiles are cut to {side} pixels.</source>
        <translation>메모리가 부족해 타일을 {side}픽셀로 줄였습니다.</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>메타데이터</translation>
    </message>
    <message>
        <source>Mid grey</source>
        <translation>중간 회색</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Model and strength were chosen by what was measured; both can be changed.</source>
        <translation>모델과 강도는 측정한 값에 따라 정해졌으며, 둘 다 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Monitor profile</source>
        <translation>모니터 프로파일</translation>
    </message>
    <message>
        <source>Move the divider by keys</source>
        <translation>키로 구분선 이동</translation>
    </message>
    <message>
        <source>Move the photo, while dragging</source>
        <translation>드래그하는 동안 사진 이동</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>다음 사진</translation>
    </message>
    <message>
        <source>No model is installed. Put a checkpoint and its card into the models folder.</source>
        <translation>설치된 모델이 없습니다. 체크포인트와 카드를 모델 폴더에 넣으세요.</translation>
    </message>
    <message>
        <source>No settings were copied yet.</source>
        <translation>아직 복사한 설정이 없습니다.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>노이즈</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Not chosen for the batch</source>
        <translation>일괄 작업 대상에서 해제</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>아직 측정하지 않았습니다.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Nothing is kept now</source>
        <translation>보관된 것이 없습니다</translation>
    </message>
    <message>
        <source>Nothing is needed.</source>
        <translation>보정이 필요하지 않습니다.</translation>
    </message>
    <message>
        <source>Of the long edge, across</source>
        <translation>긴 변에 대한 지름의 비율</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>이 컴퓨터에서</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>잠시만 기다리세요…</translation>
    </message>
    <message>
        <source>One picture; \ goes between before and after  (Y)</source>
        <translation>한 화면, \ 키로 보정 전후 전환  (Y)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open pair…</source>
        <translation>쌍 열기…</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>사진 열기</translation>
    </message>
    <message>
        <source>Open photos  (Ctrl+O)</source>
        <translation>사진 열기  (Ctrl+O)</translation>
    </message>
    <message>
        <source>Open the left and right view of a dual-pixel photo</source>
        <translation>듀얼 픽셀 사진의 왼쪽·오른쪽 뷰 열기</translation>
    </message>
    <message>
        <source>Open the left and the right view</source>
        <translation>왼쪽 뷰와 오른쪽 뷰 열기</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>PSNR; what was gained over the photo as it was.</source>
        <translation>PSNR, 원래 사진보다 나아진 정도입니다.</translation>
    </message>
    <message>
        <source>Paint an area  (K)</source>
        <translation>영역 칠하기  (K)</translation>
    </message>
    <message>
        <source>Paint areas (Alt takes away)</source>
        <translation>영역 칠하기(Alt로 지우기)</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>패널</translation>
    </message>
    <message>
        <source>Paste settings</source>
        <translation>설정 붙여넣기</translation>
    </message>
    <message>
        <source>Paste settings to the photos chosen</source>
        <translation>선택한 사진에 설정 붙여넣기</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>Pause the batch</source>
        <translation>일괄 작업 일시 중지</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>Photo {done} of {total}</source>
        <translation>사진 {total}장 중 {done}장</translation>
    </message>
    <message>
        <source>Photo, before and after</source>
        <translation>사진, 보정 전과 후</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>Photos ({kinds});;All files (*)</source>
        <translation>사진 ({kinds});;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Photos and what is done with them</source>
        <translation>사진과 각각의 처리</translation>
    </message>
    <message>
        <source>Photos of the batch</source>
        <translation>일괄 작업의 사진</translation>
    </message>
    <message>
        <source>Photos that need nothing</source>
        <translation>처리가 필요 없는 사진</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>환경설정</translation>
    </message>
    <message>
        <source>Preferences  (Ctrl+,)</source>
        <translation>환경설정  (Ctrl+,)</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>사전 설정</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>사전 설정</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>이전 사진</translation>
    </message>
    <message>
        <source>Profiles (*.icc *.icm)</source>
        <translation>프로파일 (*.icc *.icm)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Progress of the batch</source>
        <translation>일괄 작업 진행률</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>품질</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>{name} 읽는 중…</translation>
    </message>
    <message>
        <source>Refocus</source>
        <translation>초점 보정</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Remove all areas of this photo</source>
        <translation>이 사진의 영역 모두 제거</translation>
    </message>
    <message>
        <source>Remove areas</source>
        <translation>영역 제거</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>완전히 제거</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation>기존 파일 바꾸기</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Reset all sliders</source>
        <translation>모든 슬라이더 초기화</translation>
    </message>
    <message>
        <source>Reset {group}</source>
        <translation>{group} 초기화</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Restore noise and see how long it takes on this machine</source>
        <translation>노이즈 화면을 복원해 이 컴퓨터에서 걸리는 시간을 잽니다</translation>
    </message>
    <message>
        <source>Restore on opening</source>
        <translation>열면 바로 복원</translation>
    </message>
    <message>
        <source>Restore only here</source>
        <translation>이 영역만 복원</translation>
    </message>
    <message>
        <source>Restore photos as soon as they are opened</source>
        <translation>사진을 열면 바로 복원</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>복원됨</translation>
    </message>
    <message>
        <source>Restored in {time} · {place}</source>
        <translation>{time} 만에 복원됨 · {place}</translation>
    </message>
    <message>
        <source>Restored photos</source>
        <translation>복원된 사진</translation>
    </message>
    <message>
        <source>Restored · Export…</source>
        <translation>복원됨 · 내보내기…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Retouch</source>
        <translation>보정</translation>
    </message>
    <message>
        <source>Room on disk</source>
        <translation>디스크 공간</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>진행 중…</translation>
    </message>
    <message>
        <source>Sample photo by Anna Ceccarelli, CC BY 4.0. The noise was added by our script.</source>
        <translation>예제 사진: Anna Ceccarelli, CC BY 4.0. 노이즈는 스크립트로 추가했습니다.</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>채도</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Save a preset</source>
        <translation>사전 설정 저장</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>로그 저장</translation>
    </message>
    <message>
        <source>Save these settings…</source>
        <translation>현재 설정 저장…</translation>
    </message>
    <message>
        <source>Saved in {name}.</source>
        <translation>{name}에 저장했습니다.</translation>
    </message>
    <message>
        <source>Saved. Close the window to go back.</source>
        <translation>저장했습니다. 돌아가려면 창을 닫으세요.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>화면</translation>
    </message>
    <message>
        <source>Settings of your own</source>
        <translation>나만의 설정</translation>
    </message>
    <message>
        <source>Settings of {name} copied.</source>
        <translation>{name}의 설정을 복사했습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Settings pasted to %n photo(s).</source>
        <translation>
            <numerusform>사진 %n장에 설정을 붙여넣었습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Shadows</source>
        <translation>어두운 영역</translation>
    </message>
    <message>
        <source>Sharpen what lay outside the focus</source>
        <translation>초점이 맞지 않은 부분을 선명하게 합니다</translation>
    </message>
    <message>
        <source>Sharpening</source>
        <translation>선명 효과</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>선명도</translation>
    </message>
    <message>
        <source>Shown is the result of “{title}”.</source>
        <translation>‘{title}’의 결과가 표시되어 있습니다.</translation>
    </message>
    <message>
        <source>Single, divider, side by side</source>
        <translation>단일, 구분선, 나란히</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Size by</source>
        <translation>크기 기준</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Smaller  (Ctrl+−)</source>
        <translation>축소  (Ctrl+−)</translation>
    </message>
    <message>
        <source>Something unexpected happened. mirstudio goes on, and the settings of your photos are saved. If something no longer works, close it and open it again. No photo is in the log below, but names of files and folders are.</source>
        <translation>예기치 않은 문제가 생겼습니다. mirstudio는 계속 실행되며 사진의 설정은 저장되어 있습니다. 작동하지 않는 기능이 있으면 프로그램을 닫았다가 다시 여세요. 아래 로그에는 사진이 들어 있지 않지만 파일과 폴더의 이름은 들어 있습니다.</translation>
    </message>
    <message>
        <source>Something unexpected happened: {detail}. The log has the details.</source>
        <translation>예기치 않은 문제가 생겼습니다: {detail}. 자세한 내용은 로그에 있습니다.</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>문제가 발생했습니다</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>강도</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>제안 적용</translation>
    </message>
    <message>
        <source>Take away noise of high ISO and small sensors</source>
        <translation>높은 ISO와 작은 센서의 노이즈를 없앱니다</translation>
    </message>
    <message>
        <source>Take away streaks of rain</source>
        <translation>빗줄기를 없앱니다</translation>
    </message>
    <message>
        <source>Take away what was painted  (or hold Alt)</source>
        <translation>칠한 영역 지우기  (또는 Alt 누르기)</translation>
    </message>
    <message>
        <source>Take out of the batch  (Delete)</source>
        <translation>일괄 작업에서 제외  (Delete)</translation>
    </message>
    <message>
        <source>Take the recipe</source>
        <translation>레시피 적용</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>촬영 일시</translation>
    </message>
    <message>
        <source>Takes out noise as cameras and phones leave it in a JPEG, and white noise, without being told how much.</source>
        <translation>강도를 알려 주지 않아도 카메라와 휴대전화가 JPEG에 남기는 노이즈와 백색 노이즈를 없앱니다.</translation>
    </message>
    <message>
        <source>Takes out noise of any strength from none to sigma 60, without being told how much.</source>
        <translation>강도를 알려 주지 않아도 시그마 60까지 모든 세기의 노이즈를 없앱니다.</translation>
    </message>
    <message>
        <source>Takes rain streaks and the thin veil behind them out of a photo.</source>
        <translation>사진에서 빗줄기와 그 뒤의 옅은 뿌연 막을 없앱니다.</translation>
    </message>
    <message>
        <source>Target brightness</source>
        <translation>목표 밝기</translation>
    </message>
    <message>
        <source>Tell in the file that a model restored it</source>
        <translation>모델로 복원했음을 파일에 기록</translation>
    </message>
    <message>
        <source>The batch as a list</source>
        <translation>일괄 작업 목록</translation>
    </message>
    <message>
        <source>The batch as a list  (Ctrl+B)</source>
        <translation>일괄 작업 목록  (Ctrl+B)</translation>
    </message>
    <message>
        <source>The batch begins…</source>
        <translation>일괄 작업을 시작합니다…</translation>
    </message>
    <message>
        <source>The batch is finished: {states}.</source>
        <translation>일괄 작업이 끝났습니다: {states}.</translation>
    </message>
    <message>
        <source>The checkpoint {path} is missing or cannot be read.</source>
        <translation>체크포인트 {path}이(가) 없거나 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” cannot be read ({reason}).</source>
        <translation>체크포인트 ‘{name}’을(를) 읽을 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” does not exist.</source>
        <translation>체크포인트 ‘{name}’이(가) 없습니다.</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” holds no weights.</source>
        <translation>체크포인트 ‘{name}’에 가중치가 없습니다.</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” holds values that are not finite, in “{key}”.</source>
        <translation>체크포인트 ‘{name}’의 ‘{key}’에 유한하지 않은 값이 있습니다.</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” is a folder, not a checkpoint.</source>
        <translation>‘{name}’은(는) 체크포인트가 아니라 폴더입니다.</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” is cut short.</source>
        <translation>체크포인트 ‘{name}’이(가) 잘렸습니다.</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” is damaged or cut short.</source>
        <translation>체크포인트 ‘{name}’이(가) 손상되었거나 잘렸습니다.</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” is damaged, cut short or no checkpoint.</source>
        <translation>‘{name}’은(는) 손상되었거나 잘렸거나 체크포인트가 아닙니다.</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” is empty.</source>
        <translation>체크포인트 ‘{name}’이(가) 비어 있습니다.</translation>
    </message>
    <message>
        <source>The difference, amplified</source>
        <translation>증폭한 차이</translation>
    </message>
    <message>
        <source>The export was cancelled.</source>
        <translation>내보내기를 취소했습니다.</translation>
    </message>
    <message>
        <source>The file does not say what it was trained for.</source>
        <translation>이 파일에는 무엇을 위해 학습했는지 적혀 있지 않습니다.</translation>
    </message>
    <message>
        <source>The file exists and was left alone.</source>
        <translation>파일이 이미 있어 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>The file of the model “{name}” is damaged: its checksum is another.</source>
        <translation>‘{name}’ 모델의 파일이 손상되었습니다. 체크섬이 다릅니다.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made: {reason}.</source>
        <translation>{folder} 폴더를 만들 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>The journal {path} cannot be opened: {reason}.</source>
        <translation>작업 기록 {path}을(를) 열 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The journal {path} is damaged: {reason}.</source>
        <translation>작업 기록 {path}이(가) 손상되었습니다: {reason}.</translation>
    </message>
    <message>
        <source>The log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>The log could not be saved in {path}: {reason}.</source>
        <translation>로그를 {path}에 저장할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The model and all sliders of the open photo.</source>
        <translation>열려 있는 사진의 모델과 모든 슬라이더.</translation>
    </message>
    <message>
        <source>The model card {path} makes no sense: {reason}.</source>
        <translation>모델 카드 {path}을(를) 이해할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The model could not be written to {folder}: {reason}.</source>
        <translation>모델을 {folder}에 저장할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The model “{model}” needs two aligned views of one photo.</source>
        <translation>‘{model}’ 모델에는 한 사진의 정렬된 두 뷰가 필요합니다.</translation>
    </message>
    <message>
        <source>The model “{model}” takes single photos, no pair.</source>
        <translation>‘{model}’ 모델은 쌍이 아닌 사진 한 장을 받습니다.</translation>
    </message>
    <message>
        <source>The monitor&apos;s profile</source>
        <translation>모니터 프로파일</translation>
    </message>
    <message>
        <source>The name is empty.</source>
        <translation>이름이 비어 있습니다.</translation>
    </message>
    <message>
        <source>The original is never overwritten.</source>
        <translation>원본은 절대 덮어쓰지 않습니다.</translation>
    </message>
    <message>
        <source>The original, while held (also the mouse)</source>
        <translation>누르고 있는 동안 원본 보기(마우스도 가능)</translation>
    </message>
    <message>
        <source>The photo of this recipe is not there any more: {photo}.</source>
        <translation>이 레시피의 사진이 더 이상 없습니다: {photo}.</translation>
    </message>
    <message>
        <source>The photo&apos;s own</source>
        <translation>사진과 같게</translation>
    </message>
    <message>
        <source>The result is not larger than that; it is written as it is.</source>
        <translation>결과가 그보다 크지 않아 그대로 저장합니다.</translation>
    </message>
    <message>
        <source>The same network as {model}, stopped after its first stage: quicker, not as good.</source>
        <translation>{model}과(와) 같은 네트워크를 첫 단계에서 멈춘 것으로, 더 빠르지만 품질은 낮습니다.</translation>
    </message>
    <message>
        <source>The same network as {model}, stopped after its second stage: quicker, not as good.</source>
        <translation>{model}과(와) 같은 네트워크를 두 번째 단계에서 멈춘 것으로, 더 빠르지만 품질은 조금 낮습니다.</translation>
    </message>
    <message>
        <source>The same part of the photo, restored by each model that fits.</source>
        <translation>사진의 같은 부분을 알맞은 모델마다 복원한 결과입니다.</translation>
    </message>
    <message>
        <source>The settings could not be saved in {path}: {reason}.</source>
        <translation>설정을 {path}에 저장할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>시스템 설정</translation>
    </message>
    <message>
        <source>The system&apos;s, else sRGB</source>
        <translation>시스템 프로파일, 없으면 sRGB</translation>
    </message>
    <message>
        <source>The two views differ in size: {left} on the left, {right} on the right.</source>
        <translation>두 뷰의 크기가 다릅니다: 왼쪽 {left}, 오른쪽 {right}.</translation>
    </message>
    <message>
        <source>The usual place</source>
        <translation>기본 위치</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>There is a model called “{name}” already.</source>
        <translation>‘{name}’이라는 모델이 이미 있습니다.</translation>
    </message>
    <message>
        <source>There is another model called “{name}”.</source>
        <translation>‘{name}’이라는 다른 모델이 있습니다.</translation>
    </message>
    <message>
        <source>There is no device “{device}” on this machine.</source>
        <translation>이 컴퓨터에 ‘{device}’ 장치가 없습니다.</translation>
    </message>
    <message>
        <source>There is no photo among these files that mirstudio can read.</source>
        <translation>이 파일들 중에 mirstudio가 읽을 수 있는 사진이 없습니다.</translation>
    </message>
    <message>
        <source>There is nothing to save: nothing was restored yet.</source>
        <translation>저장할 것이 없습니다. 아직 아무것도 복원하지 않았습니다.</translation>
    </message>
    <message>
        <source>There is: {devices}.</source>
        <translation>사용 가능: {devices}.</translation>
    </message>
    <message>
        <source>There was not enough memory. Close other programs or try a smaller photo.</source>
        <translation>메모리가 부족합니다. 다른 프로그램을 닫거나 더 작은 사진으로 시도하세요.</translation>
    </message>
    <message>
        <source>This checkpoint {finding}.</source>
        <translation>이 체크포인트는 {finding}.</translation>
    </message>
    <message>
        <source>This deletes {name} and its card.</source>
        <translation>{name} 파일과 카드를 삭제합니다.</translation>
    </message>
    <message>
        <source>This device is not there now.</source>
        <translation>이 장치는 지금 연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>This looks like {title}, but its tensors do not fit together.</source>
        <translation>{title}처럼 보이지만 텐서가 서로 맞지 않습니다.</translation>
    </message>
    <message>
        <source>This model needs two aligned views of one photo. Choose both with “Open pair…”.</source>
        <translation>이 모델에는 한 사진의 정렬된 두 뷰가 필요합니다. ‘쌍 열기…’로 둘 다 선택하세요.</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>이 단축키 목록</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>타일</translation>
    </message>
    <message>
        <source>Tile {done} of {total}</source>
        <translation>타일 {total}개 중 {done}개</translation>
    </message>
    <message>
        <source>Tint</source>
        <translation>색조</translation>
    </message>
    <message>
        <source>Tokens: {name} {task} {model} {scale} {strength} {date} {parent} {seq:4}</source>
        <translation>토큰: {name} {task} {model} {scale} {strength} {date} {parent} {seq:4}</translation>
    </message>
    <message>
        <source>Tones of the result; the line is the original.
A click colours what is clipped  (J)</source>
        <translation>결과의 색조이며, 선은 원본입니다.
클릭하면 클리핑된 곳을 색으로 표시합니다  (J)</translation>
    </message>
    <message>
        <source>Trained for</source>
        <translation>학습 목적</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>학습 데이터</translation>
    </message>
    <message>
        <source>Try a smaller tile or another device.</source>
        <translation>더 작은 타일이나 다른 장치로 시도하세요.</translation>
    </message>
    <message>
        <source>Try again what failed</source>
        <translation>실패한 항목 다시 시도</translation>
    </message>
    <message>
        <source>Try another model.</source>
        <translation>다른 모델로 시도하세요.</translation>
    </message>
    <message>
        <source>Try models</source>
        <translation>모델 비교</translation>
    </message>
    <message>
        <source>Try models side by side</source>
        <translation>모델을 나란히 비교</translation>
    </message>
    <message>
        <source>Try side by side…</source>
        <translation>나란히 비교…</translation>
    </message>
    <message>
        <source>Try the sample photo</source>
        <translation>예제 사진으로 해 보기</translation>
    </message>
    <message>
        <source>Try {template}.</source>
        <translation>{template}을(를) 써 보세요.</translation>
    </message>
    <message>
        <source>Turn the divider or the panes</source>
        <translation>구분선 또는 창 방향 전환</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Undo the blur of movement and shaking hands</source>
        <translation>움직임과 손떨림으로 생긴 흐림을 없앱니다</translation>
    </message>
    <message>
        <source>Undone: {words}</source>
        <translation>실행 취소함: {words}</translation>
    </message>
    <message>
        <source>Use letters, digits, hyphens and dots.</source>
        <translation>영문자, 숫자, 하이픈, 점을 사용하세요.</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>이 모델 사용</translation>
    </message>
    <message>
        <source>Use what is suggested</source>
        <translation>제안 사용</translation>
    </message>
    <message>
        <source>Use {title}, {strength:.0f} %</source>
        <translation>{title} 사용, {strength:.0f} %</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Waiting · {task}</source>
        <translation>대기 중 · {task}</translation>
    </message>
    <message>
        <source>Warmth</source>
        <translation>색온도</translation>
    </message>
    <message>
        <source>What enlarging or deblurring has invented</source>
        <translation>확대나 흔들림 제거가 지어낸 부분</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>다음 단계</translation>
    </message>
    <message>
        <source>What is clipped, in colours</source>
        <translation>클리핑된 곳을 색으로 표시</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>처리</translation>
    </message>
    <message>
        <source>What is done with the result of this model</source>
        <translation>이 모델의 결과에 이어서 할 작업</translation>
    </message>
    <message>
        <source>What mirstudio has written down. No photo is in it, but names of files and folders are.</source>
        <translation>mirstudio가 기록한 내용입니다. 사진은 들어 있지 않지만 파일과 폴더의 이름은 들어 있습니다.</translation>
    </message>
    <message>
        <source>What restoring has changed; again amplifies otherwise  (D)</source>
        <translation>복원으로 바뀐 부분, 다시 누르면 증폭 정도 변경  (D)</translation>
    </message>
    <message>
        <source>What the area does</source>
        <translation>영역의 역할</translation>
    </message>
    <message>
        <source>What the blocks of the file tell of, 1 to 95</source>
        <translation>파일의 블록으로 추정한 값, 1~95</translation>
    </message>
    <message>
        <source>What was invented  (Shift+D)</source>
        <translation>지어낸 부분  (Shift+D)</translation>
    </message>
    <message>
        <source>What was invented can be told of enlarged and deblurred photos once restored.</source>
        <translation>지어낸 부분은 확대하거나 흔들림을 제거한 사진에서 복원이 끝난 뒤에 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Where the result disagrees with the photo</source>
        <translation>결과가 사진과 어긋나는 곳</translation>
    </message>
    <message>
        <source>White</source>
        <translation>흰색</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>Width of the sharpest edges; sharp photos have 0 to 0.7</source>
        <translation>가장 선명한 가장자리의 폭, 선명한 사진은 0~0.7</translation>
    </message>
    <message>
        <source>Write the recipe beside it</source>
        <translation>레시피를 결과 옆에 저장</translation>
    </message>
    <message>
        <source>Write the restored photo  (Ctrl+Shift+E)</source>
        <translation>복원된 사진 저장  (Ctrl+Shift+E)</translation>
    </message>
    <message>
        <source>about {hours} h</source>
        <translation>약 {hours}시간</translation>
    </message>
    <message>
        <source>about {hours} h left</source>
        <translation>약 {hours}시간 남음</translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min</source>
        <translation>약 {hours}시간 {minutes}분</translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min left</source>
        <translation>약 {hours}시간 {minutes}분 남음</translation>
    </message>
    <message>
        <source>about {minutes} min</source>
        <translation>약 {minutes}분</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>약 {minutes}분 남음</translation>
    </message>
    <message>
        <source>adjusting</source>
        <translation>조정하는 중</translation>
    </message>
    <message>
        <source>and nothing more</source>
        <translation>그다음 없음</translation>
    </message>
    <message>
        <source>as found</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>best</source>
        <translation>최고 품질</translation>
    </message>
    <message>
        <source>bf16, short floats</source>
        <translation>bf16, 짧은 부동 소수점</translation>
    </message>
    <message>
        <source>blur of the photo in its own pixels; the network runs again for it</source>
        <translation>사진 자체의 픽셀로 나타낸 흐림 폭. 신경망이 다시 실행됩니다</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>프로그램에 포함됨</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>깨끗한 사진</translation>
    </message>
    <message>
        <source>coarse</source>
        <translation>거칠게</translation>
    </message>
    <message>
        <source>coarse, {note}</source>
        <translation>거칠게, {note}</translation>
    </message>
    <message>
        <source>colourfulness; -100 is black and white</source>
        <translation>색의 진하기, -100은 흑백</translation>
    </message>
    <message>
        <source>colours converted to {space}</source>
        <translation>색이 {space}(으)로 변환됨</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>비교하는 중</translation>
    </message>
    <message>
        <source>dark parts, deepened or lifted</source>
        <translation>어두운 부분을 더 어둡게 또는 밝게</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>exposure values brighter or darker</source>
        <translation>노출값(EV)만큼 밝게 또는 어둡게</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>빠름</translation>
    </message>
    <message>
        <source>film grain laid over the result</source>
        <translation>결과에 필름 그레인을 더합니다</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>세밀하게</translation>
    </message>
    <message>
        <source>fine texture, softened or brought out</source>
        <translation>미세한 질감을 부드럽게 하거나 살립니다</translation>
    </message>
    <message>
        <source>fine, {note}</source>
        <translation>세밀하게, {note}</translation>
    </message>
    <message>
        <source>fp16, half floats</source>
        <translation>fp16, 반정밀도 부동 소수점</translation>
    </message>
    <message>
        <source>fp32, 32-bit floats</source>
        <translation>fp32, 32비트 부동 소수점</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>회색조</translation>
    </message>
    <message>
        <source>grey became colour</source>
        <translation>회색조가 컬러로 바뀜</translation>
    </message>
    <message>
        <source>how much of the noise in brightness is kept</source>
        <translation>밝기 노이즈를 얼마나 남길지</translation>
    </message>
    <message>
        <source>how much of the noise in colour is kept</source>
        <translation>색상 노이즈를 얼마나 남길지</translation>
    </message>
    <message>
        <source>how much of the result is laid over the original</source>
        <translation>결과를 원본 위에 얼마나 입힐지</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>가져옴</translation>
    </message>
    <message>
        <source>importing {name}</source>
        <translation>{name} 가져오는 중</translation>
    </message>
    <message>
        <source>is of a network that mirstudio does not know</source>
        <translation>mirstudio가 모르는 네트워크의 것입니다</translation>
    </message>
    <message>
        <source>it failed</source>
        <translation>오류 발생</translation>
    </message>
    <message>
        <source>it is {difference} off the CPU in fp32, {allowed} allowed</source>
        <translation>CPU fp32와의 차이가 {difference}(허용 {allowed})</translation>
    </message>
    <message>
        <source>it returns values that are no numbers</source>
        <translation>숫자가 아닌 값을 반환함</translation>
    </message>
    <message>
        <source>keeping the result</source>
        <translation>결과를 보관하는 중</translation>
    </message>
    <message>
        <source>left alone</source>
        <translation>그대로 둠</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>모델을 불러오는 중</translation>
    </message>
    <message>
        <source>looking for a batch</source>
        <translation>일괄 작업을 찾는 중</translation>
    </message>
    <message>
        <source>looking for photos</source>
        <translation>사진을 찾는 중</translation>
    </message>
    <message>
        <source>looking for the result</source>
        <translation>결과를 찾는 중</translation>
    </message>
    <message>
        <source>looks like {title}, but {problem}</source>
        <translation>{title}처럼 보이지만 맞지 않습니다({problem})</translation>
    </message>
    <message>
        <source>mean brightness to reach; 0 leaves it as it is</source>
        <translation>목표 평균 밝기, 0이면 그대로 둡니다</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>측정하는 중</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>중간</translation>
    </message>
    <message>
        <source>memory ran out</source>
        <translation>메모리 부족</translation>
    </message>
    <message>
        <source>mirstudio ended unexpectedly. Your photos are back; the log is behind Ctrl+Shift+L.</source>
        <translation>mirstudio가 예기치 않게 종료되었습니다. 사진은 다시 열렸으며, 로그는 Ctrl+Shift+L로 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>no EXIF</source>
        <translation>EXIF 없음</translation>
    </message>
    <message>
        <source>no IPTC</source>
        <translation>IPTC 없음</translation>
    </message>
    <message>
        <source>no XMP</source>
        <translation>XMP 없음</translation>
    </message>
    <message>
        <source>no colour profile; its colours are sRGB all the same</source>
        <translation>색상 프로파일은 없지만 색은 그대로 sRGB</translation>
    </message>
    <message>
        <source>no resolution for print</source>
        <translation>인쇄 해상도 없음</translation>
    </message>
    <message>
        <source>no task</source>
        <translation>작업 없음</translation>
    </message>
    <message>
        <source>no transparency</source>
        <translation>투명도 없음</translation>
    </message>
    <message>
        <source>other IPTC</source>
        <translation>다른 IPTC</translation>
    </message>
    <message>
        <source>other XMP</source>
        <translation>다른 XMP</translation>
    </message>
    <message>
        <source>pair with {name}</source>
        <translation>{name}와(과) 한 쌍</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 중지됨</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>미리 보기</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>읽는 중</translation>
    </message>
    <message>
        <source>reading {name}</source>
        <translation>{name} 읽는 중</translation>
    </message>
    <message>
        <source>reading {name} back</source>
        <translation>{name}을(를) 다시 읽는 중</translation>
    </message>
    <message>
        <source>running</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>seems to be {title}</source>
        <translation>{title}인 것 같습니다</translation>
    </message>
    <message>
        <source>sharpening of edges</source>
        <translation>가장자리를 선명하게 합니다</translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>{steps}단계 중 {step}단계</translation>
    </message>
    <message>
        <source>step {step} of {steps}, {note}</source>
        <translation>{steps}단계 중 {step}단계, {note}</translation>
    </message>
    <message>
        <source>testing {device}</source>
        <translation>{device} 검사 중</translation>
    </message>
    <message>
        <source>then {tasks}</source>
        <translation>그다음 {tasks}</translation>
    </message>
    <message>
        <source>to be copied</source>
        <translation>복사 예정</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>unnamed profile</source>
        <translation>이름 없는 프로파일</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>white balance from blue to amber</source>
        <translation>파랑에서 호박색까지의 화이트 밸런스</translation>
    </message>
    <message>
        <source>white balance from green to magenta</source>
        <translation>녹색에서 마젠타까지의 화이트 밸런스</translation>
    </message>
    <message>
        <source>writing {name}</source>
        <translation>{name} 저장 중</translation>
    </message>
    <message>
        <source>{before} bits became {after}</source>
        <translation>{before}비트가 {after}비트로 바뀜</translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation>{bits}비트</translation>
    </message>
    <message>
        <source>{count} {state}</source>
        <translation>{state} {count}</translation>
    </message>
    <message>
        <source>{device} (automatic)</source>
        <translation>{device}(자동)</translation>
    </message>
    <message>
        <source>{device} (not there)</source>
        <translation>{device}(연결되지 않음)</translation>
    </message>
    <message>
        <source>{device} failed: {reason}</source>
        <translation>{device} 오류: {reason}</translation>
    </message>
    <message>
        <source>{device} is not used in {precision}: in its self-test {finding}.</source>
        <translation>{device}: {precision}으로 사용하지 않음, 자체 검사에서 {finding}.</translation>
    </message>
    <message>
        <source>{device} is not used in {precision}: {reason} in its self-test.</source>
        <translation>{device}: {precision}으로 사용하지 않음, 자체 검사에서 {reason}.</translation>
    </message>
    <message>
        <source>{explanation}. Type to overrule it.</source>
        <translation>{explanation}. 값을 입력해 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>{first}, then {other}</source>
        <translation>{first} 후 {other}</translation>
    </message>
    <message>
        <source>{licence}: may be used for paid work</source>
        <translation>{licence}: 유료 작업에 사용 가능</translation>
    </message>
    <message>
        <source>{licence}: not for paid work</source>
        <translation>{licence}: 유료 작업에 사용 불가</translation>
    </message>
    <message>
        <source>{millions:.1f} million parameters</source>
        <translation>매개변수 {millions:.1f}백만 개</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}분</translation>
    </message>
    <message>
        <source>{minutes} min {rest} s</source>
        <translation>{minutes}분 {rest}초</translation>
    </message>
    <message>
        <source>{missing} of {all} EXIF entries are missing</source>
        <translation>EXIF 항목 {all}개 중 {missing}개가 없음</translation>
    </message>
    <message>
        <source>{name}  {gain:+.1f} dB, mean of {count}</source>
        <translation>{name}  {gain:+.1f} dB, {count}건 평균</translation>
    </message>
    <message>
        <source>{name} exists and will be left alone</source>
        <translation>{name} 파일이 있어 그대로 둡니다</translation>
    </message>
    <message>
        <source>{name} is {title}.</source>
        <translation>{name}: {title}.</translation>
    </message>
    <message>
        <source>{name} will be replaced</source>
        <translation>{name} 파일을 바꿉니다</translation>
    </message>
    <message>
        <source>{name}, value</source>
        <translation>{name}, 값</translation>
    </message>
    <message>
        <source>{path} already exists.</source>
        <translation>{path}: 이미 있는 파일입니다.</translation>
    </message>
    <message>
        <source>{path} cannot be opened: it claims {megapixels} megapixels, and {most} are the most.</source>
        <translation>{path}: {megapixels}메가픽셀이라고 되어 있으나 최대 {most}메가픽셀까지 열 수 있습니다.</translation>
    </message>
    <message>
        <source>{path} cannot be opened: its data is damaged.</source>
        <translation>{path}: 데이터가 손상되어 열 수 없습니다.</translation>
    </message>
    <message>
        <source>{path} cannot be opened: its {megapixels} megapixels need {gigabytes} GB of memory, which is not free.</source>
        <translation>{path}: {megapixels}메가픽셀에 메모리 {gigabytes} GB가 필요하지만 여유가 없어 열 수 없습니다.</translation>
    </message>
    <message>
        <source>{path} cannot be opened: there is not enough memory for it.</source>
        <translation>{path}: 메모리가 부족해 열 수 없습니다.</translation>
    </message>
    <message>
        <source>{path} cannot be opened: {reason}.</source>
        <translation>{path}: 열 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path}: 읽을 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>{path} cannot be written: the encoder failed ({reason}).</source>
        <translation>{path}: 인코더 오류로 저장할 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>{path} cannot be written: there is not enough memory.</source>
        <translation>{path}: 메모리가 부족해 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {format} holds at most {side} pixels along a side.</source>
        <translation>{path}: {format} 형식은 한 변이 최대 {side}픽셀이라 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}.</source>
        <translation>{path}: 저장할 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path}: 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{path} is a camera&apos;s original and is not overwritten.</source>
        <translation>{path}: 카메라 원본이므로 덮어쓰지 않습니다.</translation>
    </message>
    <message>
        <source>{path} is a folder and not a photo.</source>
        <translation>{path}: 사진이 아니라 폴더입니다.</translation>
    </message>
    <message>
        <source>{path} is an original and is not overwritten.</source>
        <translation>{path}: 원본이므로 덮어쓰지 않습니다.</translation>
    </message>
    <message>
        <source>{path} is empty.</source>
        <translation>{path}: 빈 파일입니다.</translation>
    </message>
    <message>
        <source>{path} is not a file.</source>
        <translation>{path}: 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>{path} is not a photo in any format that mirstudio knows.</source>
        <translation>{path}: mirstudio가 아는 형식의 사진이 아닙니다.</translation>
    </message>
    <message>
        <source>{path} may not be read: permission is denied.</source>
        <translation>{path}: 읽을 권한이 없습니다.</translation>
    </message>
    <message>
        <source>{path} was written, but does not read back: {reason}</source>
        <translation>{path}: 저장했지만 다시 읽히지 않습니다({reason})</translation>
    </message>
    <message>
        <source>{precision} passed its self-test, {gain:.1f} × the speed of fp32.</source>
        <translation>{precision}: 자체 검사 통과, fp32의 {gain:.1f}배 속도.</translation>
    </message>
    <message>
        <source>{precision} passed its self-test.</source>
        <translation>{precision}: 자체 검사 통과.</translation>
    </message>
    <message>
        <source>{restored} to be restored, {copied} to be copied, {left} left out</source>
        <translation>복원 {restored}장, 복사 {copied}장, 제외 {left}장</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}초</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>{seconds}초 남음</translation>
    </message>
    <message>
        <source>{share:.1f} % black</source>
        <translation>검정 {share:.1f} %</translation>
    </message>
    <message>
        <source>{share:.1f} % white</source>
        <translation>흰색 {share:.1f} %</translation>
    </message>
    <message>
        <source>{size:.1f} GB kept now</source>
        <translation>현재 {size:.1f} GB 보관 중</translation>
    </message>
    <message>
        <source>{time} for {megapixels} MP</source>
        <translation>{megapixels} MP에 {time}</translation>
    </message>
    <message>
        <source>{titles} can be loaded.</source>
        <translation>불러올 수 있는 것: {titles}.</translation>
    </message>
    <message>
        <source>{title} holds at most {longest_side} pixels along a side.</source>
        <translation>{title} 형식은 한 변이 최대 {longest_side}픽셀입니다.</translation>
    </message>
    <message>
        <source>{title} holds no transparency; it will be lost.</source>
        <translation>{title} 형식은 투명도를 담지 못해 투명도가 사라집니다.</translation>
    </message>
    <message>
        <source>{title} holds {depth} bit; this photo has {bit_depth}.</source>
        <translation>{title} 형식은 {depth}비트까지이며, 이 사진은 {bit_depth}비트입니다.</translation>
    </message>
    <message>
        <source>{title} · non-commercial</source>
        <translation>{title} · 비상업용</translation>
    </message>
    <message>
        <source>“{name}” came with the program and stays.</source>
        <translation>‘{name}’은(는) 프로그램에 포함된 모델이라 제거할 수 없습니다.</translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of a model.</source>
        <translation>‘{name}’은(는) 모델 이름으로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>“{name}” could not be removed: {reason}.</source>
        <translation>‘{name}’을(를) 제거할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” is installed.</source>
        <translation>‘{name}’을(를) 설치했습니다.</translation>
    </message>
    <message>
        <source>“{name}” was removed.</source>
        <translation>‘{name}’을(를) 제거했습니다.</translation>
    </message>
</context>
</TS>
