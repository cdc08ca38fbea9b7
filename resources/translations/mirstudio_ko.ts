<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>mirstudio</name>
    <message>
        <source>100 %, pixel for pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>32 bit float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A narrower brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pair is two files: choose the left and the right view together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A wider brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Add %n photo(s) to the batch</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Add to the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to the batch…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All but the place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All models that fit, on one part of the photo  (T)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another language is spoken from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Areas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Around the photo: {tone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As last time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic, by the memory that is free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic: the fastest that is sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic: the fastest that passes its self-test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch {number} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before and after side by side; again turns them  (Y)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before and after under a divider; again turns it  (Y)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin with what is on the screen as soon as a photo is opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between fit and 1:1 (also a click)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between the whole photo and 1:1  (Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bit depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blur</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brighten photos taken with too little light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brightness noise kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By a factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel  (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel what runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cards, importing, speed on this machine  (Ctrl+M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints ({kinds});;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose for the batch, or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose photos for the batch, or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose photos in the filmstrip and add them to the batch (Ctrl+Shift+B).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen for the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen for the next batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to type a value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour noise kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing… {share:.0f} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copyright only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count up the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark or light window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deblur</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degraded again, it differs by {whole:.1f} of 255 from the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denoise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Derain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deviation of the noise in 8-bit levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done again: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click resets. Arrows step, with Shift by ten, with Ctrl by a tenth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a gradient  (Shift+K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a checkpoint here to import it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop photos or a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier  (Alt+Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported {name} to {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First photo of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First tile of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for restored photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder “{name}” beside the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give light and colour a professional&apos;s hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Histogram  (Shift+H)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How soon the brush fades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the photo was taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the photo was taken  (I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it exists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its result exists and was left alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JPEG, PNG, TIFF, WebP, AVIF and more · nothing leaves this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep results in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the original here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys  (?)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger  (Ctrl++)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger (also the wheel)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger files are closer to the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later  (Alt+Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the file alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence unknown: not for paid work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loupe at the pointer: 1:1, 2:1, 4:1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make small photos larger, with detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean light above or below mid-grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring {note}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Megapixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mid grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Monitor profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the divider by keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the photo, while dragging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is installed. Put a checkpoint and its card into the models folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No settings were copied yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not chosen for the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is kept now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the long edge, across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One picture; \ goes between before and after  (Y)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open pair…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open photos  (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the left and right view of a dual-pixel photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the left and the right view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR; what was gained over the photo as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint an area  (K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint areas (Alt takes away)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste settings to the photos chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photo {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photo, before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos ({kinds});;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos of the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences  (Ctrl+,)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profiles (*.icc *.icm)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refocus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all areas of this photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove areas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all sliders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore noise and see how long it takes on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore on opening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore only here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore photos as soon as they are opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored in {time} · {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored · Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retouch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample photo by Anna Ceccarelli, CC BY 4.0. The noise was added by our script.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save these settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved in {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of {name} copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Settings pasted to %n photo(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Shadows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharpen what lay outside the focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharpening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown is the result of “{title}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single, divider, side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller  (Ctrl+−)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened. mirstudio goes on, and the settings of your photos are saved. If something no longer works, close it and open it again. No photo is in the log below, but names of files and folders are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened: {detail}. The log has the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take away noise of high ISO and small sensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take away streaks of rain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take away what was painted  (or hold Alt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out of the batch  (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target brightness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell in the file that a model restored it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The batch as a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The batch as a list  (Ctrl+B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The batch begins…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The batch is finished: {states}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The difference, amplified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not say what it was trained for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file exists and was left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log could not be saved in {path}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model and all sliders of the open photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The monitor&apos;s profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original is never overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original, while held (also the mouse)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photo&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result is not larger than that; it is written as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same part of the photo, restored by each model that fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s, else sRGB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a model called “{name}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no photo among these files that mirstudio can read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was not enough memory. Close other programs or try a smaller photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This deletes {name} and its card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device is not there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model needs two aligned views of one photo. Choose both with “Open pair…”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens: {name} {task} {model} {scale} {strength} {date} {parent} {seq:4}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tones of the result; the line is the original.
A click colours what is clipped  (J)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again what failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try models side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try side by side…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the sample photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the divider or the panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the blur of movement and shaking hands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use what is suggested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {title}, {strength:.0f} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting · {task}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warmth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What enlarging or deblurring has invented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is clipped, in colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What mirstudio has written down. No photo is in it, but names of files and folders are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What restoring has changed; again amplifies otherwise  (D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the area does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the blocks of the file tell of, 1 to 95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was invented  (Shift+D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was invented can be told of enlarged and deblurred photos once restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the result disagrees with the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>White</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the sharpest edges; sharp photos have 0 to 0.7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the restored photo  (Ctrl+Shift+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {hours} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {hours} h left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>adjusting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bf16, short floats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp16, half floats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp32, 32-bit floats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>importing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keeping the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking for a batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking for photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking for the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mirstudio ended unexpectedly. Your photos are back; the log is behind Ctrl+Shift+L.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pair with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>testing {device}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unnamed profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>writing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device} (automatic)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device} (not there)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{explanation}. Type to overrule it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{licence}: may be used for paid work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{licence}: not for paid work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{millions:.1f} million parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {rest} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} exists and will be left alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is {title}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} will be replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{precision} passed its self-test, {gain:.1f} × the speed of fp32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{precision} passed its self-test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share:.1f} % black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share:.1f} % white</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size:.1f} GB kept now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} for {megapixels} MP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} holds at most {longest_side} pixels along a side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} holds no transparency; it will be lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} holds {depth} bit; this photo has {bit_depth}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} · non-commercial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” came with the program and stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” could not be removed: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was removed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
