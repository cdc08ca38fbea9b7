<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>mirstudio</name>
    <message>
        <source>100 %, pixel for pixel</source>
        <translation>100 %，逐像素</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>32 bit float</source>
        <translation>32 位浮点</translation>
    </message>
    <message>
        <source>8 bit</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>A narrower brush</source>
        <translation>缩小画笔</translation>
    </message>
    <message>
        <source>A pair is two files: choose the left and the right view together.</source>
        <translation>一对照片是两个文件：请同时选择左视图和右视图。</translation>
    </message>
    <message>
        <source>A small file that tells how the result can be made again</source>
        <translation>一个小文件，记录如何再次得到同样的结果</translation>
    </message>
    <message>
        <source>A tile {flaw}, even on the CPU in fp32.</source>
        <translation>即使在 CPU 上以 fp32 运行，图块仍有问题（{flaw}）。</translation>
    </message>
    <message>
        <source>A wider brush</source>
        <translation>放大画笔</translation>
    </message>
    <message numerus="yes">
        <source>Add %n photo(s) to the batch</source>
        <translation>
            <numerusform>将 %n 张照片加入批处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Add to the batch</source>
        <translation>加入批处理</translation>
    </message>
    <message>
        <source>Add to the batch, each as it needs</source>
        <translation>按每张照片的需要加入批处理</translation>
    </message>
    <message>
        <source>Add to the batch, each as it needs…</source>
        <translation>按每张照片的需要加入批处理…</translation>
    </message>
    <message>
        <source>Add to the batch…</source>
        <translation>加入批处理…</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>After</source>
        <translation>修复后</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All but the place</source>
        <translation>除位置外的全部</translation>
    </message>
    <message>
        <source>All models that fit, on one part of the photo  (T)</source>
        <translation>在照片的同一处试用所有适用的模型  (T)</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>所有模型…</translation>
    </message>
    <message>
        <source>Another batch is at work with {path}.</source>
        <translation>另一个批处理正在使用 {path}。</translation>
    </message>
    <message>
        <source>Another folder</source>
        <translation>其他文件夹</translation>
    </message>
    <message>
        <source>Another language is spoken from the next start on.</source>
        <translation>语言将在下次启动后更改。</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Around the photo: {tone}</source>
        <translation>照片周围：{tone}</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>As last time</source>
        <translation>与上次相同</translation>
    </message>
    <message>
        <source>As the window</source>
        <translation>与窗口一致</translation>
    </message>
    <message>
        <source>Automatic, by the memory that is free</source>
        <translation>自动，取决于可用内存</translation>
    </message>
    <message>
        <source>Automatic: the fastest that is sound</source>
        <translation>自动：正常工作的最快设备</translation>
    </message>
    <message>
        <source>Automatic: the fastest that passes its self-test</source>
        <translation>自动：通过自检的最快精度</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>Batch {number} of {total}</source>
        <translation>批处理：第 {number} 张，共 {total} 张</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>修复前</translation>
    </message>
    <message>
        <source>Before and after side by side; again turns them  (Y)</source>
        <translation>修复前后并排显示；再按则改变方向  (Y)</translation>
    </message>
    <message>
        <source>Before and after under a divider; again turns it  (Y)</source>
        <translation>以分割线显示修复前后；再按则改变方向  (Y)</translation>
    </message>
    <message>
        <source>Begin with what is on the screen as soon as a photo is opened</source>
        <translation>打开照片后立即从屏幕上可见的部分开始修复</translation>
    </message>
    <message>
        <source>Beside the photo</source>
        <translation>照片所在文件夹</translation>
    </message>
    <message>
        <source>Between before and after</source>
        <translation>切换修复前后</translation>
    </message>
    <message>
        <source>Between fit and 1:1 (also a click)</source>
        <translation>在适合窗口与 1:1 间切换（也可单击）</translation>
    </message>
    <message>
        <source>Between the whole photo and 1:1  (Z)</source>
        <translation>在整张照片与 1:1 间切换  (Z)</translation>
    </message>
    <message>
        <source>Bit depth</source>
        <translation>位深度</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Blur assumed</source>
        <translation>假定模糊</translation>
    </message>
    <message>
        <source>Brighten photos taken with too little light</source>
        <translation>提亮光线不足的照片</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Brightness noise kept</source>
        <translation>保留的亮度噪点</translation>
    </message>
    <message>
        <source>Brings a photo taken with far too little light to the brightness of a usual one, with less of its noise and colour cast.</source>
        <translation>将光线严重不足的照片提亮到正常水平，并减少噪点和偏色。</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>By a factor</source>
        <translation>按倍数</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel  (Esc)</source>
        <translation>取消  (Esc)</translation>
    </message>
    <message>
        <source>Cancel what runs</source>
        <translation>取消正在进行的操作</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Card of the model</source>
        <translation>模型卡片</translation>
    </message>
    <message>
        <source>Cards, importing, speed on this machine  (Ctrl+M)</source>
        <translation>卡片、导入、本机速度  (Ctrl+M)</translation>
    </message>
    <message>
        <source>Checkpoints ({kinds});;All files (*)</source>
        <translation>检查点 ({kinds});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose another name, or allow overwriting.</source>
        <translation>请换一个名称，或允许覆盖。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>Choose for the batch, or not</source>
        <translation>选入或移出批处理</translation>
    </message>
    <message>
        <source>Choose photos for the batch, or not</source>
        <translation>将照片选入或移出批处理</translation>
    </message>
    <message>
        <source>Choose photos in the filmstrip and add them to the batch (Ctrl+Shift+B).</source>
        <translation>请在胶片栏中选择照片并加入批处理 (Ctrl+Shift+B)。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Chosen for the batch</source>
        <translation>选入批处理</translation>
    </message>
    <message>
        <source>Chosen for the next batch</source>
        <translation>已选入下一次批处理</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>清除已完成项</translation>
    </message>
    <message>
        <source>Click to type a value</source>
        <translation>单击可输入数值</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this list</source>
        <translation>关闭列表</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Colour as fine as brightness</source>
        <translation>颜色与亮度同样精细</translation>
    </message>
    <message>
        <source>Colour detail</source>
        <translation>颜色精细度</translation>
    </message>
    <message>
        <source>Colour halved across</source>
        <translation>颜色横向减半</translation>
    </message>
    <message>
        <source>Colour halved both ways</source>
        <translation>颜色横向和纵向减半</translation>
    </message>
    <message>
        <source>Colour noise kept</source>
        <translation>保留的颜色噪点</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>色彩</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Comparing… {share:.0f} %</source>
        <translation>正在比较… {share:.0f} %</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Continue…</source>
        <translation>继续…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy settings</source>
        <translation>复制设置</translation>
    </message>
    <message>
        <source>Copy them</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copyright only</source>
        <translation>仅版权信息</translation>
    </message>
    <message>
        <source>Count up the name</source>
        <translation>名称后加序号</translation>
    </message>
    <message>
        <source>DNG, for further development</source>
        <translation>DNG，供后续显影</translation>
    </message>
    <message>
        <source>Dark grey</source>
        <translation>深灰</translation>
    </message>
    <message>
        <source>Dark or light window</source>
        <translation>深色或浅色窗口</translation>
    </message>
    <message>
        <source>Dark window</source>
        <translation>深色窗口</translation>
    </message>
    <message>
        <source>Deblur</source>
        <translation>去模糊</translation>
    </message>
    <message>
        <source>Degraded again, it differs by {whole:.1f} of 255 from the photo</source>
        <translation>重新退化后与照片相差 {whole:.1f}（满值 255）</translation>
    </message>
    <message>
        <source>Denoise</source>
        <translation>降噪</translation>
    </message>
    <message>
        <source>Derain</source>
        <translation>去雨</translation>
    </message>
    <message>
        <source>Deviation of the noise in 8-bit levels</source>
        <translation>噪点的标准差（8 位色阶）</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Do again</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Done again: {words}</source>
        <translation>已重做：{words}</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>每英寸点数</translation>
    </message>
    <message>
        <source>Double-click resets. Arrows step, with Shift by ten, with Ctrl by a tenth.</source>
        <translation>双击复位。方向键每次一步，加 Shift 为十步，加 Ctrl 为十分之一步。</translation>
    </message>
    <message>
        <source>Draw a gradient</source>
        <translation>绘制渐变</translation>
    </message>
    <message>
        <source>Draw a gradient  (Shift+K)</source>
        <translation>绘制渐变  (Shift+K)</translation>
    </message>
    <message>
        <source>Drop a checkpoint here to import it.</source>
        <translation>将检查点拖放到此处即可导入。</translation>
    </message>
    <message>
        <source>Drop photos or a folder</source>
        <translation>拖放照片或文件夹到此处</translation>
    </message>
    <message>
        <source>Each photo as it needs</source>
        <translation>按每张照片的需要</translation>
    </message>
    <message>
        <source>Earlier  (Alt+Up)</source>
        <translation>提前  (Alt+Up)</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>已编辑</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Enlarge ×{scale}</source>
        <translation>放大 ×{scale}</translation>
    </message>
    <message>
        <source>Enlargement</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Enlarges sharp, clean photos {scale} times, sharper than bicubic enlargement.</source>
        <translation>将清晰干净的照片放大 {scale} 倍，比双三次放大更锐利。</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export as the last time, or give the photo back</source>
        <translation>按上次的设置导出，或交还照片</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>已导出</translation>
    </message>
    <message>
        <source>Exported {name} to {folder}</source>
        <translation>已将 {name} 导出到 {folder}</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Fine detail</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>Finished tiles</source>
        <translation>已完成的图块</translation>
    </message>
    <message>
        <source>First photo of {total}</source>
        <translation>第一张照片，共 {total} 张</translation>
    </message>
    <message>
        <source>First tile of {total}</source>
        <translation>第一个图块，共 {total} 个</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder for restored photos</source>
        <translation>存放修复结果的文件夹</translation>
    </message>
    <message>
        <source>Folder “{name}” beside the photo</source>
        <translation>照片旁的“{name}”文件夹</translation>
    </message>
    <message>
        <source>For a print</source>
        <translation>用于打印</translation>
    </message>
    <message>
        <source>For the screen</source>
        <translation>用于屏幕</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Full size</source>
        <translation>原始尺寸</translation>
    </message>
    <message>
        <source>Give light and colour a professional&apos;s hand</source>
        <translation>以专业手法润饰光线与色彩</translation>
    </message>
    <message>
        <source>Go on with the batch</source>
        <translation>继续批处理</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>渐变</translation>
    </message>
    <message>
        <source>Grain</source>
        <translation>颗粒</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>硬度</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Histogram  (Shift+H)</source>
        <translation>直方图  (Shift+H)</translation>
    </message>
    <message>
        <source>How soon the brush fades</source>
        <translation>画笔边缘的羽化程度</translation>
    </message>
    <message>
        <source>How the photo was taken</source>
        <translation>拍摄信息</translation>
    </message>
    <message>
        <source>How the photo was taken  (I)</source>
        <translation>拍摄信息  (I)</translation>
    </message>
    <message>
        <source>If it exists</source>
        <translation>若文件已存在</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>In the file: {changes}</source>
        <translation>文件中：{changes}</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>在队列中</translation>
    </message>
    <message>
        <source>Install it anew.</source>
        <translation>请重新安装。</translation>
    </message>
    <message>
        <source>It is</source>
        <translation>它是</translation>
    </message>
    <message>
        <source>It is blurred: its sharpest edges are {width} pixels wide.</source>
        <translation>照片模糊：最锐利的边缘宽 {width} 像素。</translation>
    </message>
    <message>
        <source>It is dark: {exposure} exposure values below mid-grey.</source>
        <translation>照片偏暗：比中灰低 {exposure} EV。</translation>
    </message>
    <message>
        <source>It is noisy: sigma {sigma} of 255.</source>
        <translation>照片有噪点：标准差 {sigma}（满值 255）。</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>需要一个名称。</translation>
    </message>
    <message>
        <source>Its result exists and was left alone</source>
        <translation>结果已存在，未作改动</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG 品质</translation>
    </message>
    <message>
        <source>JPEG, PNG, TIFF, WebP, AVIF and more · nothing leaves this machine</source>
        <translation>JPEG、PNG、TIFF、WebP、AVIF 等 · 一切都留在本机</translation>
    </message>
    <message>
        <source>Keep results in</source>
        <translation>结果存放于</translation>
    </message>
    <message>
        <source>Keep the original here</source>
        <translation>此处保留原图</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>存放位置</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Keys  (?)</source>
        <translation>快捷键  (?)</translation>
    </message>
    <message>
        <source>Known failures</source>
        <translation>已知不足</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Larger  (Ctrl++)</source>
        <translation>放大显示  (Ctrl++)</translation>
    </message>
    <message>
        <source>Larger (also the wheel)</source>
        <translation>放大显示（也可用滚轮）</translation>
    </message>
    <message>
        <source>Larger files are closer to the photo</source>
        <translation>文件越大，越接近原照片</translation>
    </message>
    <message>
        <source>Later  (Alt+Down)</source>
        <translation>推后  (Alt+Down)</translation>
    </message>
    <message>
        <source>Leave the file alone</source>
        <translation>保留现有文件</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>镜头</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Licence unknown: not for paid work</source>
        <translation>许可证未知：不可用于商业工作</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>光线</translation>
    </message>
    <message>
        <source>Light window</source>
        <translation>浅色窗口</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Long edge</source>
        <translation>长边</translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <translation>正在查找设备…</translation>
    </message>
    <message>
        <source>Loupe at the pointer: 1:1, 2:1, 4:1</source>
        <translation>指针处的放大镜：1:1、2:1、4:1</translation>
    </message>
    <message>
        <source>Low light</source>
        <translation>弱光</translation>
    </message>
    <message>
        <source>Make small photos larger, with detail</source>
        <translation>放大小照片并保留细节</translation>
    </message>
    <message>
        <source>Mean light above or below mid-grey</source>
        <translation>平均亮度高于或低于中灰的程度</translation>
    </message>
    <message>
        <source>Measure speed</source>
        <translation>测量速度</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>测量值</translation>
    </message>
    <message>
        <source>Measuring {note}</source>
        <translation>正在测量 {note}</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>Megapixels</source>
        <translation>百万像素</translation>
    </message>
    <message>
        <source>Memory ran out; tiles are cut to {side} pixels.</source>
        <translation>内存不足；图块已缩小为 {side} 像素。</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Mid grey</source>
        <translation>中灰</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model and strength were chosen by what was measured; both can be changed.</source>
        <translation>模型和强度根据测量结果选定，两者都可以更改。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Monitor profile</source>
        <translation>显示器配置文件</translation>
    </message>
    <message>
        <source>Move the divider by keys</source>
        <translation>用按键移动分割线</translation>
    </message>
    <message>
        <source>Move the photo, while dragging</source>
        <translation>拖动以移动照片</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>下一张照片</translation>
    </message>
    <message>
        <source>No model is installed. Put a checkpoint and its card into the models folder.</source>
        <translation>尚未安装模型。请将检查点及其卡片放入模型文件夹。</translation>
    </message>
    <message>
        <source>No settings were copied yet.</source>
        <translation>尚未复制任何设置。</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪点</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Not chosen for the batch</source>
        <translation>移出批处理</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>尚未测量。</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Nothing is kept now</source>
        <translation>目前没有存放内容</translation>
    </message>
    <message>
        <source>Nothing is needed.</source>
        <translation>无需处理。</translation>
    </message>
    <message>
        <source>Of the long edge, across</source>
        <translation>直径占长边的比例</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>在本机上</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>One picture; \ goes between before and after  (Y)</source>
        <translation>单图显示；按 \ 切换修复前后  (Y)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open pair…</source>
        <translation>打开一对…</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>打开照片</translation>
    </message>
    <message>
        <source>Open photos  (Ctrl+O)</source>
        <translation>打开照片  (Ctrl+O)</translation>
    </message>
    <message>
        <source>Open the left and right view of a dual-pixel photo</source>
        <translation>打开双像素照片的左右视图</translation>
    </message>
    <message>
        <source>Open the left and the right view</source>
        <translation>打开左视图和右视图</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>PSNR; what was gained over the photo as it was.</source>
        <translation>PSNR；相对于原照片的提升。</translation>
    </message>
    <message>
        <source>Paint an area  (K)</source>
        <translation>涂抹区域  (K)</translation>
    </message>
    <message>
        <source>Paint areas (Alt takes away)</source>
        <translation>涂抹区域（按住 Alt 擦除）</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Paste settings</source>
        <translation>粘贴设置</translation>
    </message>
    <message>
        <source>Paste settings to the photos chosen</source>
        <translation>将设置粘贴到所选照片</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause the batch</source>
        <translation>暂停批处理</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Photo {done} of {total}</source>
        <translation>照片：第 {done} 张，共 {total} 张</translation>
    </message>
    <message>
        <source>Photo, before and after</source>
        <translation>照片，修复前后</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Photos ({kinds});;All files (*)</source>
        <translation>照片 ({kinds});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Photos and what is done with them</source>
        <translation>照片及其处理</translation>
    </message>
    <message>
        <source>Photos of the batch</source>
        <translation>批处理中的照片</translation>
    </message>
    <message>
        <source>Photos that need nothing</source>
        <translation>无需处理的照片</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Preferences  (Ctrl+,)</source>
        <translation>首选项  (Ctrl+,)</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>上一张照片</translation>
    </message>
    <message>
        <source>Profiles (*.icc *.icm)</source>
        <translation>配置文件 (*.icc *.icm)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Progress of the batch</source>
        <translation>批处理进度</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>品质</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Refocus</source>
        <translation>重新对焦</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove all areas of this photo</source>
        <translation>移除此照片的所有区域</translation>
    </message>
    <message>
        <source>Remove areas</source>
        <translation>移除区域</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>永久移除</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation>替换现有文件</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>复位</translation>
    </message>
    <message>
        <source>Reset all sliders</source>
        <translation>复位所有滑块</translation>
    </message>
    <message>
        <source>Reset {group}</source>
        <translation>复位{group}</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Restore noise and see how long it takes on this machine</source>
        <translation>修复一幅噪点图，看看在本机上需要多久</translation>
    </message>
    <message>
        <source>Restore on opening</source>
        <translation>打开时即修复</translation>
    </message>
    <message>
        <source>Restore only here</source>
        <translation>仅修复此处</translation>
    </message>
    <message>
        <source>Restore photos as soon as they are opened</source>
        <translation>打开照片后立即修复</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>已修复</translation>
    </message>
    <message>
        <source>Restored in {time} · {place}</source>
        <translation>修复用时 {time} · {place}</translation>
    </message>
    <message>
        <source>Restored photos</source>
        <translation>修复结果</translation>
    </message>
    <message>
        <source>Restored · Export…</source>
        <translation>已修复 · 导出…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Retouch</source>
        <translation>润饰</translation>
    </message>
    <message>
        <source>Room on disk</source>
        <translation>磁盘空间</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>进行中…</translation>
    </message>
    <message>
        <source>Sample photo by Anna Ceccarelli, CC BY 4.0. The noise was added by our script.</source>
        <translation>示例照片：Anna Ceccarelli，CC BY 4.0。噪点由我们的脚本添加。</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>饱和度</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save a preset</source>
        <translation>保存预设</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>保存日志</translation>
    </message>
    <message>
        <source>Save these settings…</source>
        <translation>保存当前设置…</translation>
    </message>
    <message>
        <source>Saved in {name}.</source>
        <translation>已保存到 {name}。</translation>
    </message>
    <message>
        <source>Saved. Close the window to go back.</source>
        <translation>已保存。关闭窗口即可返回。</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Settings of your own</source>
        <translation>自定义设置</translation>
    </message>
    <message>
        <source>Settings of {name} copied.</source>
        <translation>已复制 {name} 的设置。</translation>
    </message>
    <message numerus="yes">
        <source>Settings pasted to %n photo(s).</source>
        <translation>
            <numerusform>已将设置粘贴到 %n 张照片。</numerusform>
        </translation>
    </message>
    <message>
        <source>Shadows</source>
        <translation>阴影</translation>
    </message>
    <message>
        <source>Sharpen what lay outside the focus</source>
        <translation>使焦外部分变得清晰</translation>
    </message>
    <message>
        <source>Sharpening</source>
        <translation>锐化</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>锐度</translation>
    </message>
    <message>
        <source>Shown is the result of “{title}”.</source>
        <translation>当前显示的是“{title}”的结果。</translation>
    </message>
    <message>
        <source>Single, divider, side by side</source>
        <translation>单图、分割线、并排</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Size by</source>
        <translation>尺寸依据</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小显示</translation>
    </message>
    <message>
        <source>Smaller  (Ctrl+−)</source>
        <translation>缩小显示  (Ctrl+−)</translation>
    </message>
    <message>
        <source>Something unexpected happened. mirstudio goes on, and the settings of your photos are saved. If something no longer works, close it and open it again. No photo is in the log below, but names of files and folders are.</source>
        <translation>发生了意外情况。mirstudio 会继续运行，照片的设置已保存。如果某些功能不再正常，请关闭后重新打开。下面的日志不含照片，但包含文件和文件夹的名称。</translation>
    </message>
    <message>
        <source>Something unexpected happened: {detail}. The log has the details.</source>
        <translation>发生了意外情况：{detail}。详情请见日志。</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出现问题</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>采用建议</translation>
    </message>
    <message>
        <source>Take away noise of high ISO and small sensors</source>
        <translation>去除高感光度和小尺寸传感器的噪点</translation>
    </message>
    <message>
        <source>Take away streaks of rain</source>
        <translation>去除雨丝</translation>
    </message>
    <message>
        <source>Take away what was painted  (or hold Alt)</source>
        <translation>擦除涂抹的区域  (或按住 Alt)</translation>
    </message>
    <message>
        <source>Take out of the batch  (Delete)</source>
        <translation>移出批处理  (Delete)</translation>
    </message>
    <message>
        <source>Take the recipe</source>
        <translation>采用配方</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <source>Takes out noise as cameras and phones leave it in a JPEG, and white noise, without being told how much.</source>
        <translation>无需指定强度，即可去除相机和手机在 JPEG 中留下的噪点以及白噪声。</translation>
    </message>
    <message>
        <source>Takes out noise of any strength from none to sigma 60, without being told how much.</source>
        <translation>无需指定强度，即可去除标准差最高 60 的任意噪点。</translation>
    </message>
    <message>
        <source>Takes rain streaks and the thin veil behind them out of a photo.</source>
        <translation>去除照片中的雨丝及其后的薄雾。</translation>
    </message>
    <message>
        <source>Target brightness</source>
        <translation>目标亮度</translation>
    </message>
    <message>
        <source>Tell in the file that a model restored it</source>
        <translation>在文件中注明由模型修复</translation>
    </message>
    <message>
        <source>The batch as a list</source>
        <translation>批处理列表</translation>
    </message>
    <message>
        <source>The batch as a list  (Ctrl+B)</source>
        <translation>批处理列表  (Ctrl+B)</translation>
    </message>
    <message>
        <source>The batch begins…</source>
        <translation>批处理开始…</translation>
    </message>
    <message>
        <source>The batch is finished: {states}.</source>
        <translation>批处理已完成：{states}。</translation>
    </message>
    <message>
        <source>The checkpoint {path} is missing or cannot be read.</source>
        <translation>检查点 {path} 缺失或无法读取。</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” cannot be read ({reason}).</source>
        <translation>无法读取检查点“{name}”（{reason}）。</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” does not exist.</source>
        <translation>检查点“{name}”不存在。</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” holds no weights.</source>
        <translation>检查点“{name}”不含权重。</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” holds values that are not finite, in “{key}”.</source>
        <translation>检查点“{name}”的“{key}”中含有非有限数值。</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” is a folder, not a checkpoint.</source>
        <translation>“{name}”是文件夹，不是检查点。</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” is cut short.</source>
        <translation>检查点“{name}”不完整。</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” is damaged or cut short.</source>
        <translation>检查点“{name}”已损坏或不完整。</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” is damaged, cut short or no checkpoint.</source>
        <translation>“{name}”已损坏、不完整或不是检查点。</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” is empty.</source>
        <translation>检查点“{name}”是空文件。</translation>
    </message>
    <message>
        <source>The difference, amplified</source>
        <translation>放大的差异</translation>
    </message>
    <message>
        <source>The export was cancelled.</source>
        <translation>导出已取消。</translation>
    </message>
    <message>
        <source>The file does not say what it was trained for.</source>
        <translation>该文件未说明其训练用途。</translation>
    </message>
    <message>
        <source>The file exists and was left alone.</source>
        <translation>文件已存在，未作改动。</translation>
    </message>
    <message>
        <source>The file of the model “{name}” is damaged: its checksum is another.</source>
        <translation>模型“{name}”的文件已损坏：校验和不符。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made: {reason}.</source>
        <translation>无法创建文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The journal {path} cannot be opened: {reason}.</source>
        <translation>无法打开作业记录 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The journal {path} is damaged: {reason}.</source>
        <translation>作业记录 {path} 已损坏：{reason}。</translation>
    </message>
    <message>
        <source>The log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>The log could not be saved in {path}: {reason}.</source>
        <translation>无法将日志保存到 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The model and all sliders of the open photo.</source>
        <translation>当前照片的模型和所有滑块。</translation>
    </message>
    <message>
        <source>The model card {path} makes no sense: {reason}.</source>
        <translation>模型卡片 {path} 无法理解：{reason}。</translation>
    </message>
    <message>
        <source>The model could not be written to {folder}: {reason}.</source>
        <translation>无法将模型写入 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The model “{model}” needs two aligned views of one photo.</source>
        <translation>模型“{model}”需要同一照片的两个对齐视图。</translation>
    </message>
    <message>
        <source>The model “{model}” takes single photos, no pair.</source>
        <translation>模型“{model}”只接受单张照片，不接受成对照片。</translation>
    </message>
    <message>
        <source>The monitor&apos;s profile</source>
        <translation>显示器配置文件</translation>
    </message>
    <message>
        <source>The name is empty.</source>
        <translation>名称为空。</translation>
    </message>
    <message>
        <source>The original is never overwritten.</source>
        <translation>原图绝不会被覆盖。</translation>
    </message>
    <message>
        <source>The original, while held (also the mouse)</source>
        <translation>按住时显示原图（也可用鼠标）</translation>
    </message>
    <message>
        <source>The photo of this recipe is not there any more: {photo}.</source>
        <translation>此配方的照片已不存在：{photo}。</translation>
    </message>
    <message>
        <source>The photo&apos;s own</source>
        <translation>与照片相同</translation>
    </message>
    <message>
        <source>The result is not larger than that; it is written as it is.</source>
        <translation>结果不大于该尺寸，将按原样写入。</translation>
    </message>
    <message>
        <source>The same network as {model}, stopped after its first stage: quicker, not as good.</source>
        <translation>与 {model} 相同的网络，只运行第一阶段：更快，但效果稍逊。</translation>
    </message>
    <message>
        <source>The same network as {model}, stopped after its second stage: quicker, not as good.</source>
        <translation>与 {model} 相同的网络，只运行到第二阶段：更快，但效果稍逊。</translation>
    </message>
    <message>
        <source>The same part of the photo, restored by each model that fits.</source>
        <translation>照片的同一部分，由每个适用的模型修复。</translation>
    </message>
    <message>
        <source>The settings could not be saved in {path}: {reason}.</source>
        <translation>无法将设置保存到 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>The system&apos;s, else sRGB</source>
        <translation>系统配置文件，否则为 sRGB</translation>
    </message>
    <message>
        <source>The two views differ in size: {left} on the left, {right} on the right.</source>
        <translation>两个视图尺寸不同：左 {left}，右 {right}。</translation>
    </message>
    <message>
        <source>The usual place</source>
        <translation>默认位置</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>There is a model called “{name}” already.</source>
        <translation>已有名为“{name}”的模型。</translation>
    </message>
    <message>
        <source>There is another model called “{name}”.</source>
        <translation>已有另一个名为“{name}”的模型。</translation>
    </message>
    <message>
        <source>There is no device “{device}” on this machine.</source>
        <translation>本机没有设备“{device}”。</translation>
    </message>
    <message>
        <source>There is no photo among these files that mirstudio can read.</source>
        <translation>这些文件中没有 mirstudio 可读取的照片。</translation>
    </message>
    <message>
        <source>There is nothing to save: nothing was restored yet.</source>
        <translation>没有可保存的内容：尚未修复任何照片。</translation>
    </message>
    <message>
        <source>There is: {devices}.</source>
        <translation>可用：{devices}。</translation>
    </message>
    <message>
        <source>There was not enough memory. Close other programs or try a smaller photo.</source>
        <translation>内存不足。请关闭其他程序，或换一张较小的照片。</translation>
    </message>
    <message>
        <source>This checkpoint {finding}.</source>
        <translation>该检查点{finding}。</translation>
    </message>
    <message>
        <source>This deletes {name} and its card.</source>
        <translation>这将删除 {name} 及其卡片。</translation>
    </message>
    <message>
        <source>This device is not there now.</source>
        <translation>该设备当前不可用。</translation>
    </message>
    <message>
        <source>This looks like {title}, but its tensors do not fit together.</source>
        <translation>看起来像 {title}，但其张量互不匹配。</translation>
    </message>
    <message>
        <source>This model needs two aligned views of one photo. Choose both with “Open pair…”.</source>
        <translation>此模型需要同一照片的两个对齐视图。请用“打开一对…”选择两者。</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>本快捷键表</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>图块</translation>
    </message>
    <message>
        <source>Tile {done} of {total}</source>
        <translation>图块 {done}/{total}</translation>
    </message>
    <message>
        <source>Tint</source>
        <translation>色调</translation>
    </message>
    <message>
        <source>Tokens: {name} {task} {model} {scale} {strength} {date} {parent} {seq:4}</source>
        <translation>占位符：{name} {task} {model} {scale} {strength} {date} {parent} {seq:4}</translation>
    </message>
    <message>
        <source>Tones of the result; the line is the original.
A click colours what is clipped  (J)</source>
        <translation>结果的影调；线条为原图。
单击可用颜色标出被剪切之处  (J)</translation>
    </message>
    <message>
        <source>Trained for</source>
        <translation>训练用途</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>Try a smaller tile or another device.</source>
        <translation>请换用较小的图块或其他设备。</translation>
    </message>
    <message>
        <source>Try again what failed</source>
        <translation>重试失败的项目</translation>
    </message>
    <message>
        <source>Try another model.</source>
        <translation>请换一个模型。</translation>
    </message>
    <message>
        <source>Try models</source>
        <translation>试用模型</translation>
    </message>
    <message>
        <source>Try models side by side</source>
        <translation>并排试用模型</translation>
    </message>
    <message>
        <source>Try side by side…</source>
        <translation>并排试用…</translation>
    </message>
    <message>
        <source>Try the sample photo</source>
        <translation>试用示例照片</translation>
    </message>
    <message>
        <source>Try {template}.</source>
        <translation>可试用 {template}。</translation>
    </message>
    <message>
        <source>Turn the divider or the panes</source>
        <translation>改变分割线或窗格的方向</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the blur of movement and shaking hands</source>
        <translation>消除运动和手抖造成的模糊</translation>
    </message>
    <message>
        <source>Undone: {words}</source>
        <translation>已撤销：{words}</translation>
    </message>
    <message>
        <source>Use letters, digits, hyphens and dots.</source>
        <translation>请使用字母、数字、连字符和点。</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Use what is suggested</source>
        <translation>采用建议</translation>
    </message>
    <message>
        <source>Use {title}, {strength:.0f} %</source>
        <translation>使用 {title}，{strength:.0f} %</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Waiting · {task}</source>
        <translation>等待中 · {task}</translation>
    </message>
    <message>
        <source>Warmth</source>
        <translation>色温</translation>
    </message>
    <message>
        <source>What enlarging or deblurring has invented</source>
        <translation>放大或去模糊时虚构的内容</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>后续步骤</translation>
    </message>
    <message>
        <source>What is clipped, in colours</source>
        <translation>用颜色标出被剪切之处</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>What is done with the result of this model</source>
        <translation>对此模型的结果接着做什么</translation>
    </message>
    <message>
        <source>What mirstudio has written down. No photo is in it, but names of files and folders are.</source>
        <translation>mirstudio 记录的内容。其中不含照片，但包含文件和文件夹的名称。</translation>
    </message>
    <message>
        <source>What restoring has changed; again amplifies otherwise  (D)</source>
        <translation>修复改变了什么；再按则改变放大程度  (D)</translation>
    </message>
    <message>
        <source>What the area does</source>
        <translation>区域的作用</translation>
    </message>
    <message>
        <source>What the blocks of the file tell of, 1 to 95</source>
        <translation>由文件的块状痕迹推断，1 至 95</translation>
    </message>
    <message>
        <source>What was invented  (Shift+D)</source>
        <translation>虚构的内容  (Shift+D)</translation>
    </message>
    <message>
        <source>What was invented can be told of enlarged and deblurred photos once restored.</source>
        <translation>放大或去模糊的照片修复完成后，才能看出哪些是虚构的。</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Where the result disagrees with the photo</source>
        <translation>结果与照片不一致之处</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Width of the sharpest edges; sharp photos have 0 to 0.7</source>
        <translation>最锐利边缘的宽度；清晰照片为 0 至 0.7</translation>
    </message>
    <message>
        <source>Write the recipe beside it</source>
        <translation>在旁边写入配方</translation>
    </message>
    <message>
        <source>Write the restored photo  (Ctrl+Shift+E)</source>
        <translation>写出修复后的照片  (Ctrl+Shift+E)</translation>
    </message>
    <message>
        <source>about {hours} h</source>
        <translation>约 {hours} 小时</translation>
    </message>
    <message>
        <source>about {hours} h left</source>
        <translation>约剩 {hours} 小时</translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min</source>
        <translation>约 {hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min left</source>
        <translation>约剩 {hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>about {minutes} min</source>
        <translation>约 {minutes} 分钟</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>约剩 {minutes} 分钟</translation>
    </message>
    <message>
        <source>adjusting</source>
        <translation>正在调整</translation>
    </message>
    <message>
        <source>and nothing more</source>
        <translation>到此为止</translation>
    </message>
    <message>
        <source>as found</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>bf16, short floats</source>
        <translation>bf16，短浮点</translation>
    </message>
    <message>
        <source>blur of the photo in its own pixels; the network runs again for it</source>
        <translation>以照片自身像素计的模糊宽度；网络会为此重新运行</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>随程序提供</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>干净照片</translation>
    </message>
    <message>
        <source>coarse</source>
        <translation>粗略</translation>
    </message>
    <message>
        <source>coarse, {note}</source>
        <translation>粗略，{note}</translation>
    </message>
    <message>
        <source>colourfulness; -100 is black and white</source>
        <translation>色彩浓度；-100 为黑白</translation>
    </message>
    <message>
        <source>colours converted to {space}</source>
        <translation>颜色已转换为 {space}</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>正在比较</translation>
    </message>
    <message>
        <source>dark parts, deepened or lifted</source>
        <translation>压暗或提亮暗部</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>exposure values brighter or darker</source>
        <translation>按曝光值 (EV) 提亮或压暗</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>film grain laid over the result</source>
        <translation>为结果添加胶片颗粒</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>精细</translation>
    </message>
    <message>
        <source>fine texture, softened or brought out</source>
        <translation>柔化或突出细微纹理</translation>
    </message>
    <message>
        <source>fine, {note}</source>
        <translation>精细，{note}</translation>
    </message>
    <message>
        <source>fp16, half floats</source>
        <translation>fp16，半精度浮点</translation>
    </message>
    <message>
        <source>fp32, 32-bit floats</source>
        <translation>fp32，32 位浮点</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>grey became colour</source>
        <translation>灰度变为彩色</translation>
    </message>
    <message>
        <source>how much of the noise in brightness is kept</source>
        <translation>保留多少亮度噪点</translation>
    </message>
    <message>
        <source>how much of the noise in colour is kept</source>
        <translation>保留多少颜色噪点</translation>
    </message>
    <message>
        <source>how much of the result is laid over the original</source>
        <translation>结果覆盖原图的程度</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>importing {name}</source>
        <translation>正在导入 {name}</translation>
    </message>
    <message>
        <source>is of a network that mirstudio does not know</source>
        <translation>属于 mirstudio 不认识的网络</translation>
    </message>
    <message>
        <source>it failed</source>
        <translation>出错</translation>
    </message>
    <message>
        <source>it is {difference} off the CPU in fp32, {allowed} allowed</source>
        <translation>与 CPU 的 fp32 相差 {difference}，允许 {allowed}</translation>
    </message>
    <message>
        <source>it returns values that are no numbers</source>
        <translation>返回了非数值</translation>
    </message>
    <message>
        <source>keeping the result</source>
        <translation>正在保存结果</translation>
    </message>
    <message>
        <source>left alone</source>
        <translation>未改动</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>looking for a batch</source>
        <translation>正在查找批处理</translation>
    </message>
    <message>
        <source>looking for photos</source>
        <translation>正在查找照片</translation>
    </message>
    <message>
        <source>looking for the result</source>
        <translation>正在查找结果</translation>
    </message>
    <message>
        <source>looks like {title}, but {problem}</source>
        <translation>看起来像 {title}，但不匹配（{problem}）</translation>
    </message>
    <message>
        <source>mean brightness to reach; 0 leaves it as it is</source>
        <translation>要达到的平均亮度；0 为不变</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>中等</translation>
    </message>
    <message>
        <source>memory ran out</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>mirstudio ended unexpectedly. Your photos are back; the log is behind Ctrl+Shift+L.</source>
        <translation>mirstudio 意外退出。照片已恢复；按 Ctrl+Shift+L 查看日志。</translation>
    </message>
    <message>
        <source>no EXIF</source>
        <translation>没有 EXIF</translation>
    </message>
    <message>
        <source>no IPTC</source>
        <translation>没有 IPTC</translation>
    </message>
    <message>
        <source>no XMP</source>
        <translation>没有 XMP</translation>
    </message>
    <message>
        <source>no colour profile; its colours are sRGB all the same</source>
        <translation>没有颜色配置文件；颜色仍是 sRGB</translation>
    </message>
    <message>
        <source>no resolution for print</source>
        <translation>没有打印分辨率</translation>
    </message>
    <message>
        <source>no task</source>
        <translation>无任务</translation>
    </message>
    <message>
        <source>no transparency</source>
        <translation>没有透明度</translation>
    </message>
    <message>
        <source>other IPTC</source>
        <translation>IPTC 不同</translation>
    </message>
    <message>
        <source>other XMP</source>
        <translation>XMP 不同</translation>
    </message>
    <message>
        <source>pair with {name}</source>
        <translation>与 {name} 成对</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>reading {name}</source>
        <translation>正在读取 {name}</translation>
    </message>
    <message>
        <source>reading {name} back</source>
        <translation>正在回读 {name}</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>seems to be {title}</source>
        <translation>似乎是 {title}</translation>
    </message>
    <message>
        <source>sharpening of edges</source>
        <translation>锐化边缘</translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>第 {step} 步，共 {steps} 步</translation>
    </message>
    <message>
        <source>step {step} of {steps}, {note}</source>
        <translation>第 {step} 步，共 {steps} 步，{note}</translation>
    </message>
    <message>
        <source>testing {device}</source>
        <translation>正在测试 {device}</translation>
    </message>
    <message>
        <source>then {tasks}</source>
        <translation>然后 {tasks}</translation>
    </message>
    <message>
        <source>to be copied</source>
        <translation>待复制</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>unnamed profile</source>
        <translation>未命名的配置文件</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>white balance from blue to amber</source>
        <translation>从蓝色到琥珀色的白平衡</translation>
    </message>
    <message>
        <source>white balance from green to magenta</source>
        <translation>从绿色到洋红的白平衡</translation>
    </message>
    <message>
        <source>writing {name}</source>
        <translation>正在写入 {name}</translation>
    </message>
    <message>
        <source>{before} bits became {after}</source>
        <translation>{before} 位变为 {after} 位</translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation>{bits} 位</translation>
    </message>
    <message>
        <source>{count} {state}</source>
        <translation>{state} {count}</translation>
    </message>
    <message>
        <source>{device} (automatic)</source>
        <translation>{device}（自动）</translation>
    </message>
    <message>
        <source>{device} (not there)</source>
        <translation>{device}（不可用）</translation>
    </message>
    <message>
        <source>{device} failed: {reason}</source>
        <translation>{device} 出错：{reason}</translation>
    </message>
    <message>
        <source>{device} is not used in {precision}: in its self-test {finding}.</source>
        <translation>{device} 不使用 {precision}：自检时{finding}。</translation>
    </message>
    <message>
        <source>{device} is not used in {precision}: {reason} in its self-test.</source>
        <translation>{device} 不使用 {precision}：自检时{reason}。</translation>
    </message>
    <message>
        <source>{explanation}. Type to overrule it.</source>
        <translation>{explanation}。可直接输入数值更改。</translation>
    </message>
    <message>
        <source>{first}, then {other}</source>
        <translation>{first}，然后 {other}</translation>
    </message>
    <message>
        <source>{licence}: may be used for paid work</source>
        <translation>{licence}：可用于商业工作</translation>
    </message>
    <message>
        <source>{licence}: not for paid work</source>
        <translation>{licence}：不可用于商业工作</translation>
    </message>
    <message>
        <source>{millions:.1f} million parameters</source>
        <translation>{millions:.1f} 百万参数</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{minutes} min {rest} s</source>
        <translation>{minutes} 分 {rest} 秒</translation>
    </message>
    <message>
        <source>{missing} of {all} EXIF entries are missing</source>
        <translation>{all} 个 EXIF 条目中缺少 {missing} 个</translation>
    </message>
    <message>
        <source>{name}  {gain:+.1f} dB, mean of {count}</source>
        <translation>{name}  {gain:+.1f} dB，{count} 项平均</translation>
    </message>
    <message>
        <source>{name} exists and will be left alone</source>
        <translation>{name} 已存在，将不作改动</translation>
    </message>
    <message>
        <source>{name} is {title}.</source>
        <translation>{name} 是 {title}。</translation>
    </message>
    <message>
        <source>{name} will be replaced</source>
        <translation>{name} 将被替换</translation>
    </message>
    <message>
        <source>{name}, value</source>
        <translation>{name}，数值</translation>
    </message>
    <message>
        <source>{path} already exists.</source>
        <translation>{path} 已存在。</translation>
    </message>
    <message>
        <source>{path} cannot be opened: it claims {megapixels} megapixels, and {most} are the most.</source>
        <translation>无法打开 {path}：文件标明 {megapixels} 百万像素，上限为 {most}。</translation>
    </message>
    <message>
        <source>{path} cannot be opened: its data is damaged.</source>
        <translation>无法打开 {path}：数据已损坏。</translation>
    </message>
    <message>
        <source>{path} cannot be opened: its {megapixels} megapixels need {gigabytes} GB of memory, which is not free.</source>
        <translation>无法打开 {path}：{megapixels} 百万像素需要 {gigabytes} GB 内存，目前不足。</translation>
    </message>
    <message>
        <source>{path} cannot be opened: there is not enough memory for it.</source>
        <translation>无法打开 {path}：内存不足。</translation>
    </message>
    <message>
        <source>{path} cannot be opened: {reason}.</source>
        <translation>无法打开 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} cannot be written: the encoder failed ({reason}).</source>
        <translation>无法写入 {path}：编码器出错（{reason}）。</translation>
    </message>
    <message>
        <source>{path} cannot be written: there is not enough memory.</source>
        <translation>无法写入 {path}：内存不足。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {format} holds at most {side} pixels along a side.</source>
        <translation>无法写入 {path}：{format} 每边最多 {side} 像素。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}.</source>
        <translation>无法写入 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} 不存在。</translation>
    </message>
    <message>
        <source>{path} is a camera&apos;s original and is not overwritten.</source>
        <translation>{path} 是相机原始文件，不会被覆盖。</translation>
    </message>
    <message>
        <source>{path} is a folder and not a photo.</source>
        <translation>{path} 是文件夹，不是照片。</translation>
    </message>
    <message>
        <source>{path} is an original and is not overwritten.</source>
        <translation>{path} 是原图，不会被覆盖。</translation>
    </message>
    <message>
        <source>{path} is empty.</source>
        <translation>{path} 是空文件。</translation>
    </message>
    <message>
        <source>{path} is not a file.</source>
        <translation>{path} 不是文件。</translation>
    </message>
    <message>
        <source>{path} is not a photo in any format that mirstudio knows.</source>
        <translation>{path} 不是 mirstudio 支持的照片格式。</translation>
    </message>
    <message>
        <source>{path} may not be read: permission is denied.</source>
        <translation>无法读取 {path}：没有权限。</translation>
    </message>
    <message>
        <source>{path} was written, but does not read back: {reason}</source>
        <translation>{path} 已写入，但无法重新读取：{reason}</translation>
    </message>
    <message>
        <source>{precision} passed its self-test, {gain:.1f} × the speed of fp32.</source>
        <translation>{precision} 通过自检，速度为 fp32 的 {gain:.1f} 倍。</translation>
    </message>
    <message>
        <source>{precision} passed its self-test.</source>
        <translation>{precision} 通过自检。</translation>
    </message>
    <message>
        <source>{restored} to be restored, {copied} to be copied, {left} left out</source>
        <translation>修复 {restored} 张，复制 {copied} 张，排除 {left} 张</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>剩余 {seconds} 秒</translation>
    </message>
    <message>
        <source>{share:.1f} % black</source>
        <translation>黑色 {share:.1f} %</translation>
    </message>
    <message>
        <source>{share:.1f} % white</source>
        <translation>白色 {share:.1f} %</translation>
    </message>
    <message>
        <source>{size:.1f} GB kept now</source>
        <translation>目前存放 {size:.1f} GB</translation>
    </message>
    <message>
        <source>{time} for {megapixels} MP</source>
        <translation>{megapixels} MP 需 {time}</translation>
    </message>
    <message>
        <source>{titles} can be loaded.</source>
        <translation>可加载：{titles}。</translation>
    </message>
    <message>
        <source>{title} holds at most {longest_side} pixels along a side.</source>
        <translation>{title} 每边最多 {longest_side} 像素。</translation>
    </message>
    <message>
        <source>{title} holds no transparency; it will be lost.</source>
        <translation>{title} 不支持透明度，透明信息将丢失。</translation>
    </message>
    <message>
        <source>{title} holds {depth} bit; this photo has {bit_depth}.</source>
        <translation>{title} 为 {depth} 位；此照片为 {bit_depth} 位。</translation>
    </message>
    <message>
        <source>{title} · non-commercial</source>
        <translation>{title} · 非商用</translation>
    </message>
    <message>
        <source>“{name}” came with the program and stays.</source>
        <translation>“{name}”随程序提供，不能移除。</translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of a model.</source>
        <translation>“{name}”不能用作模型名称。</translation>
    </message>
    <message>
        <source>“{name}” could not be removed: {reason}.</source>
        <translation>无法移除“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>“{name}” is installed.</source>
        <translation>“{name}”已安装。</translation>
    </message>
    <message>
        <source>“{name}” was removed.</source>
        <translation>“{name}”已移除。</translation>
    </message>
</context>
</TS>
