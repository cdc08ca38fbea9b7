<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>mirstudio</name>
    <message numerus="yes">
        <source>Add %n photo(s) to the batch</source>
        <translation>
            <numerusform>Add %n photo to the batch</numerusform>
            <numerusform>Add %n photos to the batch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Settings pasted to %n photo(s).</source>
        <translation>
            <numerusform>Settings pasted to %n photo.</numerusform>
            <numerusform>Settings pasted to %n photos.</numerusform>
        </translation>
    </message>
</context>
</TS>
