<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>vitrine::ui</name>
    <message numerus="yes">
        <source>%n patches</source>
        <translation>
            <numerusform>%n patch</numerusform>
            <numerusform>%n patches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FilmStrip</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LookPanel</name>
    <message numerus="yes">
        <source>%n patches, each in its colour</source>
        <translation>
            <numerusform>%n patch in its colour</numerusform>
            <numerusform>%n patches, each in its colour</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PictureControl</name>
    <message numerus="yes">
        <source>%1 of %n patches, each in its colour</source>
        <translation>
            <numerusform>%1 of %n patch in its colour</numerusform>
            <numerusform>%1 of %n patches, each in its colour</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>who looks at %n patches, each in its colour</source>
        <translation>
            <numerusform>who looks at %n patch, in its colour</numerusform>
            <numerusform>who looks at %n patches, each in its colour</numerusform>
        </translation>
    </message>
</context>
</TS>
