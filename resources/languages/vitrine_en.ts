<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>vitrine::ui</name>
    <message numerus="yes">
        <source>%n registers</source>
        <translation>
            <numerusform>%n register</numerusform>
            <numerusform>%n registers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every token asks every other how much of it to take in. %n heads do so side by side, %1 numbers each.</source>
        <translation>
            <numerusform>Every token asks every other how much of it to take in. One head does so, with %1 numbers.</numerusform>
            <numerusform>Every token asks every other how much of it to take in. %n heads do so side by side, %1 numbers each.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n pictures share directions and colours.</source>
        <translation>
            <numerusform>The one picture has directions and colours of its own.</numerusform>
            <numerusform>The %n pictures share directions and colours.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in the film strip are left out: 16 at most, fewer of a large model.</source>
        <translation>
            <numerusform>%n more in the film strip is left out: 16 at most, fewer of a large model.</numerusform>
            <numerusform>%n more in the film strip are left out: 16 at most, fewer of a large model.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patches are longer than %1, the median plus five robust standard deviations: they are ringed.</source>
        <translation>
            <numerusform>%n patch is longer than %1, the median plus five robust standard deviations: it is ringed.</numerusform>
            <numerusform>%n patches are longer than %1, the median plus five robust standard deviations: they are ringed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) in the mean colour</source>
        <translation>
            <numerusform>%n patch in the mean colour</numerusform>
            <numerusform>%n patches in the mean colour</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) blurred</source>
        <translation>
            <numerusform>%n patch blurred</numerusform>
            <numerusform>%n patches blurred</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) left out</source>
        <translation>
            <numerusform>%n patch left out</numerusform>
            <numerusform>%n patches left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) black</source>
        <translation>
            <numerusform>%n patch black</numerusform>
            <numerusform>%n patches black</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n head(s) off</source>
        <translation>
            <numerusform>%n head off</numerusform>
            <numerusform>%n heads off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more part(s) off</source>
        <translation>
            <numerusform>%n more part off</numerusform>
            <numerusform>%n more parts off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Those of the %n pinned patch(es)</source>
        <translation>
            <numerusform>That of the %n pinned patch</numerusform>
            <numerusform>Those of the %n pinned patches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Those of the %n painted patch(es)</source>
        <translation>
            <numerusform>That of the %n painted patch</numerusform>
            <numerusform>Those of the %n painted patches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::DevicePicker</name>
    <message numerus="yes">
        <source>Compare their answers on %n picture(s)</source>
        <translation>
            <numerusform>Compare their answers on %n picture</numerusform>
            <numerusform>Compare their answers on %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FetchBar</name>
    <message numerus="yes">
        <source>%n more after it</source>
        <translation>
            <numerusform>%n more after it</numerusform>
            <numerusform>%n more after it</numerusform>
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
    <name>vitrine::ui::InsideMaps</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>classes</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
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
    <name>vitrine::ui::PrecisionCheck</name>
    <message numerus="yes">
        <source>%1: the most probable class is the same in %2 of %n picture(s), a logit differs by up to %3, and a pass takes %4 times as long.</source>
        <translation>
            <numerusform>%1: the most probable class is the same in %2 of %n picture, a logit differs by up to %3, and a pass takes %4 times as long.</numerusform>
            <numerusform>%1: the most probable class is the same in %2 of %n pictures, a logit differs by up to %3, and a pass takes %4 times as long.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SaveQueue</name>
    <message numerus="yes">
        <source>Cancelled: %n that waited will not be done</source>
        <translation>
            <numerusform>Cancelled: %n that waited will not be done</numerusform>
            <numerusform>Cancelled: %n that waited will not be done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %n more that waited will not be done either.</source>
        <translation>
            <numerusform>%1. %n more that waited will not be done either.</numerusform>
            <numerusform>%1. %n more that waited will not be done either.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::StageMessage</name>
    <message numerus="yes">
        <source>%n tensors are missing</source>
        <translation>
            <numerusform>%n tensor is missing</numerusform>
            <numerusform>%n tensors are missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are not expected</source>
        <translation>
            <numerusform>%n is not expected</numerusform>
            <numerusform>%n are not expected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have another shape</source>
        <translation>
            <numerusform>%n has another shape</numerusform>
            <numerusform>%n have another shape</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are of a dtype that is not computed with</source>
        <translation>
            <numerusform>%n is of a dtype that is not computed with</numerusform>
            <numerusform>%n are of a dtype that is not computed with</numerusform>
        </translation>
    </message>
</context>
</TS>
