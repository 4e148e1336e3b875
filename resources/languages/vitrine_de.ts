<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>QShortcut</name>
    <message>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild ab</translation>
    </message>
</context>
<context>
    <name>vitrine::ui</name>
    <message>
        <source>About Vitrine</source>
        <translation>Über Vitrine</translation>
    </message>
    <message>
        <source>A light table for Vision Transformers: what they predict, and where they looked. Apache-2.0; THIRD_PARTY.md lists what it stands on.</source>
        <translation>Ein Leuchttisch für Vision Transformer: was sie vorhersagen und wohin sie geschaut haben. Apache-2.0; THIRD_PARTY.md nennt, worauf er steht.</translation>
    </message>
    <message>
        <source>A learned vector put before the patches. It stands for no place in the picture: it gathers what the head reads.</source>
        <translation>Ein gelernter Vektor vor den Patches. Er steht für keine Stelle im Bild: Er sammelt, was der Klassifikator liest.</translation>
    </message>
    <message>
        <source>A learned vector for each place, added once. Without it the model could not tell where a patch was: attention knows no order.</source>
        <translation>Ein gelernter Vektor für jede Stelle, einmal addiert. Ohne ihn wüsste das Modell nicht, wo ein Patch war: Aufmerksamkeit kennt keine Reihenfolge.</translation>
    </message>
    <message>
        <source>Mixes the heads&apos; results, laid side by side, back into one vector a token.</source>
        <translation>Mischt die Ergebnisse der Köpfe, nebeneinandergelegt, wieder zu einem Vektor je Token.</translation>
    </message>
    <message>
        <source>Widens every token: each of the new numbers is a pattern to look for.</source>
        <translation>Verbreitert jedes Token: Jede der neuen Zahlen ist ein Muster, nach dem gesucht wird.</translation>
    </message>
    <message>
        <source>Brings every token back to the model&apos;s width; what it found is added to the token.</source>
        <translation>Bringt jedes Token zurück auf die Breite des Modells; was gefunden wurde, wird zum Token addiert.</translation>
    </message>
    <message>
        <source>Multiplies by a learned matrix and adds a learned vector.</source>
        <translation>Multipliziert mit einer gelernten Matrix und addiert einen gelernten Vektor.</translation>
    </message>
    <message>
        <source>Adds the positions, runs %1 alike blocks one after the other and normalises at the end.</source>
        <translation>Addiert die Positionen, durchläuft %1 gleiche Blöcke nacheinander und normiert am Ende.</translation>
    </message>
    <message>
        <source>%1 blocks of the same shape, each with its own weights.</source>
        <translation>%1 Blöcke gleicher Form, jeder mit eigenen Gewichten.</translation>
    </message>
    <message>
        <source>Attention moves information between the tokens, then the MLP works on each token alone. Both add to what was there, so nothing is lost on the way.</source>
        <translation>Aufmerksamkeit trägt Information zwischen den Token, dann arbeitet das MLP an jedem Token allein. Beide addieren zu dem, was da war; so geht unterwegs nichts verloren.</translation>
    </message>
    <message>
        <source>Gives every token mean 0 and variance 1, then a learned scale and shift for each of its %1 numbers.</source>
        <translation>Gibt jedem Token Mittelwert 0 und Varianz 1, dann jeder seiner %1 Zahlen eine gelernte Skala und Verschiebung.</translation>
    </message>
    <message>
        <source>Lets large numbers through and holds small and negative ones back, smoothly. Without it two matrices in a row would be one.</source>
        <translation>Lässt große Zahlen durch und hält kleine und negative zurück, mit weichem Übergang. Ohne sie wären zwei Matrizen hintereinander nur eine.</translation>
    </message>
    <message>
        <source>Switched off outside training: passes everything on.</source>
        <translation>Außerhalb des Trainings abgeschaltet: gibt alles weiter.</translation>
    </message>
    <message>
        <source>Bends every number into −1 … 1.</source>
        <translation>Biegt jede Zahl in −1 … 1.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>comes with Vitrine</source>
        <translation>gehört zu Vitrine</translation>
    </message>
    <message>
        <source>on this disk</source>
        <translation>auf dieser Platte</translation>
    </message>
    <message>
        <source>%1 random</source>
        <translation>%1 zufällig</translation>
    </message>
    <message>
        <source>weights drawn by seed 0</source>
        <translation>Gewichte mit Startwert 0 gezogen</translation>
    </message>
    <message>
        <source>One colour a patch; each map is the stronger the higher its value.</source>
        <translation>Eine Farbe je Patch; jede Karte ist umso kräftiger, je höher ihr Wert ist.</translation>
    </message>
    <message>
        <source>The map is the same everywhere: nothing is drawn.</source>
        <translation>Die Karte ist überall gleich: Es gibt nichts zu zeichnen.</translation>
    </message>
    <message>
        <source>Colours span the range of all maps shown together, from %1 to %2.</source>
        <translation>Die Farben umfassen den Bereich aller gezeigten Karten, von %1 bis %2.</translation>
    </message>
    <message>
        <source>Colours span this map&apos;s own range, from %1 to %2.</source>
        <translation>Die Farben umfassen den Bereich dieser Karte, von %1 bis %2.</translation>
    </message>
    <message>
        <source>Drawn are the highest patches that together hold %1 % of the sum.</source>
        <translation>Gezeichnet sind die höchsten Patches, die zusammen %1 % der Summe tragen.</translation>
    </message>
    <message>
        <source>Lines join equal values.</source>
        <translation>Linien verbinden gleiche Werte.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>patch %1, %2</source>
        <translation>Patch %1, %2</translation>
    </message>
    <message>
        <source>the class token</source>
        <translation>Klassen-Token</translation>
    </message>
    <message>
        <source>Attention to %1, all layers and heads</source>
        <translation>Aufmerksamkeit auf %1, alle Schichten und Köpfe</translation>
    </message>
    <message>
        <source>Attention of %1, all layers and heads</source>
        <translation>Aufmerksamkeit von %1, alle Schichten und Köpfe</translation>
    </message>
    <message>
        <source>Each map has its own colour scale, from its lowest to its highest value.</source>
        <translation>Jede Karte hat ihre eigene Farbskala, von ihrem niedrigsten bis zu ihrem höchsten Wert.</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>%1, %2 × %3 px</source>
        <translation>%1, %2 × %3 px</translation>
    </message>
    <message>
        <source>Random weights</source>
        <translation>Zufällige Gewichte</translation>
    </message>
    <message>
        <source>these were drawn, and no trained ones of this model are on this disk to go back to. M chooses another model.</source>
        <translation>diese wurden gezogen, und trainierte für dieses Modell liegen nicht auf dieser Platte. M wählt ein anderes Modell.</translation>
    </message>
    <message>
        <source>everyday, bundled</source>
        <translation>everyday, mitgeliefert</translation>
    </message>
    <message>
        <source>top-1 on its own 105 classes and test pictures: not to be compared with ImageNet&apos;s</source>
        <translation>Top-1 auf den eigenen 105 Klassen und Testbildern: nicht mit ImageNet zu vergleichen</translation>
    </message>
    <message>
        <source>top-1 on ImageNet-1K, as torchvision published it; top-5 %1 %</source>
        <translation>Top-1 auf ImageNet-1K, wie von torchvision veröffentlicht; Top-5 %1 %</translation>
    </message>
    <message>
        <source>SWAG&apos;s own licence: not for commercial use
%1</source>
        <translation>Eigene Lizenz von SWAG: nicht für kommerzielle Nutzung
%1</translation>
    </message>
    <message>
        <source>torchvision&apos;s; the data that it was trained on, ImageNet-1K, has terms of its own</source>
        <translation>die von torchvision; für die Trainingsdaten, ImageNet-1K, gelten eigene Bedingungen</translation>
    </message>
    <message>
        <source>random, seed 0</source>
        <translation>zufällig, Startwert 0</translation>
    </message>
    <message>
        <source>One colour scale for all maps, from %1 to %2.</source>
        <translation>Eine Farbskala für alle Karten, von %1 bis %2.</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>patch</source>
        <translation>Patch</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>GMACs</source>
        <translation>GMACs</translation>
    </message>
    <message>
        <source>top-1</source>
        <translation>Top-1</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>here</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>took here</source>
        <translation>Zeit hier</translation>
    </message>
    <message>
        <source>side of a patch</source>
        <translation>Seite eines Patches</translation>
    </message>
    <message>
        <source>side of the picture that it takes</source>
        <translation>Seite des Bildes, das es nimmt</translation>
    </message>
    <message>
        <source>billions of multiply-adds for one picture</source>
        <translation>Milliarden Multiplikationen mit Addition für ein Bild</translation>
    </message>
    <message>
        <source>size of the published file</source>
        <translation>Größe der veröffentlichten Datei</translation>
    </message>
    <message>
        <source>forward pass on this machine, in the place and numbers chosen: the median of your last runs</source>
        <translation>Durchlauf auf diesem Rechner, am gewählten Ort und mit den gewählten Zahlen: der Median der letzten Läufe</translation>
    </message>
    <message>
        <source>attention of the class token</source>
        <translation>Aufmerksamkeit des Klassen-Tokens</translation>
    </message>
    <message>
        <source>attention of patch %1, %2</source>
        <translation>Aufmerksamkeit von Patch %1, %2</translation>
    </message>
    <message>
        <source>attention of the others to the class token</source>
        <translation>Aufmerksamkeit der anderen auf das Klassen-Token</translation>
    </message>
    <message>
        <source>attention of the others to patch %1, %2</source>
        <translation>Aufmerksamkeit der anderen auf Patch %1, %2</translation>
    </message>
    <message>
        <source>rollout of the class token</source>
        <translation>Rollout des Klassen-Tokens</translation>
    </message>
    <message>
        <source>rollout of patch %1, %2</source>
        <translation>Rollout von Patch %1, %2</translation>
    </message>
    <message>
        <source>rollout of the others to the class token</source>
        <translation>Rollout der anderen auf das Klassen-Token</translation>
    </message>
    <message>
        <source>rollout of the others to patch %1, %2</source>
        <translation>Rollout der anderen auf Patch %1, %2</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>layers %1 to %2</source>
        <translation>Schichten %1 bis %2</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>mean of %1 heads</source>
        <translation>Mittel von %1 Köpfen</translation>
    </message>
    <message>
        <source>mean of %1 head</source>
        <translation>Mittel von %1 Kopf</translation>
    </message>
    <message>
        <source>mean of heads</source>
        <translation>Mittel der Köpfe</translation>
    </message>
    <message>
        <source>lowest %1 % left out</source>
        <translation>niedrigste %1 % weggelassen</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>How much one token takes in from each patch in this layer; the shares of all tokens sum to 1. Every token (a patch, or the class token that the answer is read from) has a query and a key; the softmax of its query against every key makes the shares, in one head or fused over all. (Dosovitskiy et al., An Image is Worth 16x16 Words, 2021)</source>
        <translation>Wie viel ein Token in dieser Schicht von jedem Patch aufnimmt; die Anteile aller Token ergeben zusammen 1. Jedes Token (ein Patch oder das Klassen-Token, von dem die Antwort abgelesen wird) hat eine Anfrage und einen Schlüssel; der Softmax seiner Anfrage gegen jeden Schlüssel ergibt die Anteile, in einem Kopf oder über alle verschmolzen. (Dosovitskiy et al., An Image is Worth 16x16 Words, 2021)</translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation>Rollout</translation>
    </message>
    <message>
        <source>Attention followed through the layers, from the chosen one back to the patches of the picture. Each layer&apos;s heads are fused, the residual connection counts as attention to oneself, rows are scaled to sum to 1, and the layers are multiplied. With nothing discarded and the mean of heads it is the paper&apos;s (Abnar &amp; Zuidema, Quantifying Attention Flow in Transformers, 2020); leaving out the smallest entries is vit-explain&apos;s idea, with its slip put right (it divides along the wrong axis).</source>
        <translation>Aufmerksamkeit durch die Schichten verfolgt, von der gewählten zurück zu den Patches des Bildes. Die Köpfe jeder Schicht werden verschmolzen, die Residualverbindung zählt als Aufmerksamkeit auf sich selbst, Zeilen werden auf Summe 1 skaliert und die Schichten multipliziert. Ohne Weglassen und mit dem Mittel der Köpfe ist es das Verfahren des Artikels (Abnar &amp; Zuidema, Quantifying Attention Flow in Transformers, 2020); die kleinsten Einträge wegzulassen ist die Idee von vit-explain, ohne deren Versehen (es teilt entlang der falschen Achse).</translation>
    </message>
    <message>
        <source>maximum of %1 heads</source>
        <translation>Maximum von %1 Köpfen</translation>
    </message>
    <message>
        <source>minimum of %1 heads</source>
        <translation>Minimum von %1 Köpfen</translation>
    </message>
    <message>
        <source>maximum of %1 head</source>
        <translation>Maximum von %1 Kopf</translation>
    </message>
    <message>
        <source>minimum of %1 head</source>
        <translation>Minimum von %1 Kopf</translation>
    </message>
    <message>
        <source>maximum of heads</source>
        <translation>Maximum der Köpfe</translation>
    </message>
    <message>
        <source>minimum of heads</source>
        <translation>Minimum der Köpfe</translation>
    </message>
    <message>
        <source>The maps of a layer share a colour scale, from the lowest to the highest of them.</source>
        <translation>Die Karten einer Schicht teilen eine Farbskala, von der niedrigsten bis zur höchsten.</translation>
    </message>
    <message>
        <source>attention of %1 patches, each in its colour</source>
        <translation>Aufmerksamkeit von %1 Patches, jeder in seiner Farbe</translation>
    </message>
    <message>
        <source>attention of the others to %1 patches, each in its colour</source>
        <translation>Aufmerksamkeit der anderen auf %1 Patches, jeder in seiner Farbe</translation>
    </message>
    <message>
        <source>rollout of %1 patches, each in its colour</source>
        <translation>Rollout von %1 Patches, jeder in seiner Farbe</translation>
    </message>
    <message>
        <source>rollout of the others to %1 patches, each in its colour</source>
        <translation>Rollout der anderen auf %1 Patches, jeder in seiner Farbe</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 MiB</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>%1 Köpfe</translation>
    </message>
    <message>
        <source>%1 head</source>
        <translation>%1 Kopf</translation>
    </message>
    <message>
        <source>bundled</source>
        <translation>mitgeliefert</translation>
    </message>
    <message>
        <source>random, seed %1</source>
        <translation>zufällig, Startwert %1</translation>
    </message>
    <message>
        <source>this is not a picture (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG and others)</source>
        <translation>das ist kein Bild (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG und andere)</translation>
    </message>
    <message>
        <source>this is not a picture (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG and others); it looks like %1</source>
        <translation>das ist kein Bild (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG und andere); es sieht nach %1 aus</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>schlichtem Text</translation>
    </message>
    <message>
        <source>a web page (HTML)</source>
        <translation>einer Webseite (HTML)</translation>
    </message>
    <message>
        <source>this is %1, which is not read here. Convert it to PNG or JPEG</source>
        <translation>das ist %1 und wird hier nicht gelesen. In PNG oder JPEG umwandeln</translation>
    </message>
    <message>
        <source>the %1 is cut short: its end is missing. Copy or download it again</source>
        <translation>das %1 ist abgeschnitten: Sein Ende fehlt. Noch einmal kopieren oder herunterladen</translation>
    </message>
    <message>
        <source>the %1 is damaged: it does not say its size</source>
        <translation>das %1 ist beschädigt: Es nennt seine Größe nicht</translation>
    </message>
    <message>
        <source>the %1 is damaged, or of a rare kind that is not read. Save it again as PNG or JPEG</source>
        <translation>das %1 ist beschädigt oder von einer seltenen Art, die nicht gelesen wird. Neu als PNG oder JPEG speichern</translation>
    </message>
    <message>
        <source>the %1 has floating-point or signed samples. Save it with 8 or 16 bits a channel</source>
        <translation>das %1 hat Gleitkommawerte oder Werte mit Vorzeichen. Mit 8 oder 16 Bit je Kanal speichern</translation>
    </message>
    <message>
        <source>the picture has %1 × %2 pixels; up to %3 megapixels, and %4 along a side, are read. Save a smaller copy</source>
        <translation>das Bild hat %1 × %2 Pixel; gelesen werden bis zu %3 Megapixel und %4 je Seite. Eine kleinere Kopie speichern</translation>
    </message>
    <message>
        <source>the file is empty (0 bytes)</source>
        <translation>die Datei ist leer (0 Bytes)</translation>
    </message>
    <message>
        <source>the file has %1 MiB; up to %2 MiB are read. Save a smaller copy</source>
        <translation>die Datei hat %1 MiB; gelesen werden bis zu %2 MiB. Eine kleinere Kopie speichern</translation>
    </message>
    <message>
        <source>there is not enough memory for so large a picture. Save a smaller copy</source>
        <translation>der Speicher reicht für ein so großes Bild nicht. Eine kleinere Kopie speichern</translation>
    </message>
    <message>
        <source>this is a folder, not a picture</source>
        <translation>das ist ein Ordner, kein Bild</translation>
    </message>
    <message>
        <source>this is not a file but a pipe or a device</source>
        <translation>das ist keine Datei, sondern eine Pipe oder ein Gerät</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>you have no permission to read it</source>
        <translation>das Recht, sie zu lesen, fehlt</translation>
    </message>
    <message>
        <source>it is a link that leads back to itself</source>
        <translation>es ist eine Verknüpfung, die auf sich selbst zurückführt</translation>
    </message>
    <message>
        <source>the name is too long for a file</source>
        <translation>der Name ist zu lang für eine Datei</translation>
    </message>
    <message>
        <source>attention of all patches together</source>
        <translation>Aufmerksamkeit aller Patches zusammen</translation>
    </message>
    <message>
        <source>attention of the others to all patches together</source>
        <translation>Aufmerksamkeit der anderen auf alle Patches zusammen</translation>
    </message>
    <message>
        <source>rollout of all patches together</source>
        <translation>Rollout aller Patches zusammen</translation>
    </message>
    <message>
        <source>rollout of the others to all patches together</source>
        <translation>Rollout der anderen auf alle Patches zusammen</translation>
    </message>
    <message>
        <source>all patches together</source>
        <translation>alle Patches zusammen</translation>
    </message>
    <message>
        <source>A second learned vector before the patches. In training it was taught by another network; its own head reads it.</source>
        <translation>Ein zweiter gelernter Vektor vor den Patches. Im Training lehrte ihn ein anderes Netz; ein eigener Klassifikator liest ihn.</translation>
    </message>
    <message>
        <source>Learned vectors with no place in the picture and no reader: room for what the model keeps of the whole picture, so that it need not use plain patches for it (Darcet et al., 2024).</source>
        <translation>Gelernte Vektoren ohne Ort im Bild, die niemand abliest: Platz für das, was das Modell vom ganzen Bild behält, damit es dafür keine schlichten Patches nehmen muss (Darcet et al., 2024).</translation>
    </message>
    <message>
        <source>Stood for hidden patches in training. Not used when a picture is looked at.</source>
        <translation>Stand im Training für verdeckte Patches. Wird beim Ansehen eines Bildes nicht gebraucht.</translation>
    </message>
    <message>
        <source>Turns what is read into one number a class, the logits. Softmax makes probabilities of them.</source>
        <translation>Macht aus dem Gelesenen eine Zahl je Klasse, die Logits. Softmax macht daraus Wahrscheinlichkeiten.</translation>
    </message>
    <message>
        <source>The second head, of the distillation token. The answer is the mean of both heads&apos; logits.</source>
        <translation>Der zweite Klassifikator, der des Destillations-Tokens. Die Antwort ist das Mittel der Logits beider.</translation>
    </message>
    <message>
        <source>the mean of the patches</source>
        <translation>das Mittel der Patches</translation>
    </message>
    <message>
        <source>the class token and the mean of the patches, one behind the other,</source>
        <translation>das Klassen-Token und das Mittel der Patches, hintereinander,</translation>
    </message>
    <message>
        <source>the class token and the distillation token, each with a head of its own,</source>
        <translation>das Klassen-Token und das Destillations-Token, jedes mit eigenem Klassifikator,</translation>
    </message>
    <message>
        <source>, and reads the answer from %1</source>
        <translation> und liest die Antwort ab; gelesen wird: %1</translation>
    </message>
    <message>
        <source>; it has no head, so it names no classes</source>
        <translation>; es hat keinen Klassifikator, nennt also keine Klassen</translation>
    </message>
    <message>
        <source>Cuts the picture into %1 × %2 patches of %3 pixels, makes each a token of %4 numbers, lets the tokens look at each other in %5 blocks%6.</source>
        <translation>Zerlegt das Bild in %1 × %2 Patches von %3 Pixeln, macht aus jedem ein Token mit %4 Zahlen, lässt die Token einander in %5 Blöcken ansehen%6.</translation>
    </message>
    <message>
        <source>Cuts the picture into %1 × %2 patches of %3 × %3 pixels and turns each into %4 numbers. The patches do not overlap, so it is one matrix applied to every patch.</source>
        <translation>Zerlegt das Bild in %1 × %2 Patches von %3 × %3 Pixeln und macht aus jedem %4 Zahlen. Die Patches überlappen nicht, also ist es eine Matrix, angewandt auf jeden Patch.</translation>
    </message>
    <message>
        <source>Reads %1 and gives each of the %2 classes a number.</source>
        <translation>Liest %1 und gibt jeder der %2 Klassen eine Zahl.</translation>
    </message>
    <message>
        <source>Gives every query (or key) of a head mean 0 and variance 1, then a learned scale and shift, so that no head can shout.</source>
        <translation>Gibt jeder Anfrage (oder jedem Schlüssel) eines Kopfes Mittel 0 und Varianz 1, dann gelernte Skala und Verschiebung, damit kein Kopf schreien kann.</translation>
    </message>
    <message>
        <source>Works on each token alone: widens it to %1 numbers, bends them, and brings it back to %2. Most of a block&apos;s parameters are usually here.</source>
        <translation>Arbeitet an jedem Token allein: verbreitert es auf %1 Zahlen, biegt sie und bringt es zurück auf %2. Meist liegen hier die meisten Parameter eines Blocks.</translation>
    </message>
    <message>
        <source>GELU by a cheaper formula, as CLIP was trained with: lets large numbers through and holds small and negative ones back.</source>
        <translation>GELU nach einer billigeren Formel, mit der CLIP trainiert wurde: lässt große Zahlen durch und hält kleine und negative zurück.</translation>
    </message>
    <message>
        <source>One half of the widened numbers, bent, is a gate for the other half: it says how much of each gets through.</source>
        <translation>Die eine Hälfte der verbreiterten Zahlen ist, gebogen, ein Tor für die andere: Sie sagt, wie viel von jeder durchkommt.</translation>
    </message>
    <message>
        <source>Multiplies what is about to be added by a learned number a channel. They begin small, so that a deep model can be trained.</source>
        <translation>Multipliziert, was gleich addiert wird, mit einer gelernten Zahl je Kanal. Sie beginnen klein, damit sich ein tiefes Modell trainieren lässt.</translation>
    </message>
    <message>
        <source>%1 (%2 of it came earlier)</source>
        <translation>%1 (%2 davon sind schon da)</translation>
    </message>
    <message>
        <source>%1 M parameters, pictures of %2 px, %3 GMACs</source>
        <translation>%1 M Parameter, Bilder von %2 px, %3 GMACs</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <translation>%1, von %2</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>%1 % top-1, %2 % top-5 on ImageNet-1K, as torchvision published it</source>
        <translation>%1 % Top-1, %2 % Top-5 auf ImageNet-1K, wie torchvision sie angibt</translation>
    </message>
    <message>
        <source>goes to</source>
        <translation>Ablage</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>revision</source>
        <translation>Fassung</translation>
    </message>
    <message>
        <source>its author&apos;s: %1 tells it</source>
        <translation>die ihrer Urheber: %1 nennt sie</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>noch %1 s</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>noch %1 min</translation>
    </message>
    <message>
        <source>%1 h left</source>
        <translation>noch %1 h</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 MiB</source>
        <translation>%1 von %2 MiB</translation>
    </message>
    <message>
        <source>asking the server</source>
        <translation>der Server wird gefragt</translation>
    </message>
    <message>
        <source>another program is downloading it: waiting for it</source>
        <translation>ein anderes Programm lädt es gerade: darauf wird gewartet</translation>
    </message>
    <message>
        <source>(trying again in %1 s)</source>
        <translation>(neuer Versuch in %1 s)</translation>
    </message>
    <message>
        <source>checking, %1 %</source>
        <translation>wird geprüft, %1 %</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>wird geprüft</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation>%1 KiB</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>download, %1</source>
        <translation>herunterladen, %1</translation>
    </message>
    <message>
        <source>Not on this disk. Download puts %1 (%2) into %3, where Python&apos;s torch hub keeps it too, and opens it.</source>
        <translation>Nicht auf dieser Platte. „Herunterladen“ legt %1 (%2) in %3 ab, wo auch Pythons torch hub sie hat, und öffnet sie.</translation>
    </message>
    <message>
        <source>the %1 is damaged: %2. Copy or download it again</source>
        <translation>das %1 ist beschädigt: %2. Noch einmal kopieren oder herunterladen</translation>
    </message>
    <message>
        <source>it says that its colours are of a kind that does not exist</source>
        <translation>die angegebene Art von Farben gibt es nicht</translation>
    </message>
    <message>
        <source>it says that a sample has a number of bits that cannot be</source>
        <translation>die angegebene Zahl von Bits je Farbwert kann nicht sein</translation>
    </message>
    <message>
        <source>it says that it was packed in a way that does not exist</source>
        <translation>die angegebene Art der Komprimierung gibt es nicht</translation>
    </message>
    <message>
        <source>there is far less in it than its size needs</source>
        <translation>es enthält viel weniger, als seine Größe braucht</translation>
    </message>
    <message>
        <source>%1 (The server asks to wait for %2 minutes.)</source>
        <translation>%1 (Der Server bittet, %2 Minuten zu warten.)</translation>
    </message>
    <message>
        <source>the distillation token</source>
        <translation>Destillations-Token</translation>
    </message>
    <message numerus="yes">
        <source>%n registers</source>
        <translation>
            <numerusform>%n Register</numerusform>
            <numerusform>%n Register</numerusform>
        </translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>was changed or cut while it was open; load it again</source>
        <translation>wurde geändert oder abgeschnitten, während das Modell offen war; noch einmal laden</translation>
    </message>
    <message numerus="yes">
        <source>Every token asks every other how much of it to take in. %n heads do so side by side, %1 numbers each.</source>
        <translation>
            <numerusform>Jedes Token fragt jedes andere, wie viel es von ihm aufnehmen soll. Ein Kopf tut das, mit %1 Zahlen.</numerusform>
            <numerusform>Jedes Token fragt jedes andere, wie viel es von ihm aufnehmen soll. %n Köpfe tun das nebeneinander, mit je %1 Zahlen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Together: %1</source>
        <translation>Zusammen: %1</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>Layer by layer, each with colours of its own (“in”: before layer 0):</source>
        <translation>Schicht für Schicht, jede mit eigenen Farben („ein“: vor Schicht 0):</translation>
    </message>
    <message>
        <source>What the model takes for alike is coloured alike: red, green and blue are the three directions in which these tokens differ most, each from its 1st to its 99th percentile. A fixed rule says which way each direction points. Colours of different layers are not to be compared.</source>
        <translation>Was das Modell für ähnlich hält, hat ähnliche Farben: Rot, Grün und Blau sind die drei Richtungen, in denen sich diese Tokens am meisten unterscheiden, jede vom 1. bis zum 99. Perzentil. Wohin eine Richtung zeigt, sagt eine feste Regel. Farben verschiedener Schichten lassen sich nicht vergleichen.</translation>
    </message>
    <message numerus="yes">
        <source>The %n pictures share directions and colours.</source>
        <translation>
            <numerusform>Das eine Bild hat Richtungen und Farben für sich.</numerusform>
            <numerusform>Die %n Bilder teilen Richtungen und Farben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in the film strip are left out: 16 at most, fewer of a large model.</source>
        <translation>
            <numerusform>%n weiteres im Filmstreifen bleibt weg: höchstens 16, bei einem großen Modell weniger.</numerusform>
            <numerusform>%n weitere im Filmstreifen bleiben weg: höchstens 16, bei einem großen Modell weniger.</numerusform>
        </translation>
    </message>
    <message>
        <source>No patch is longer than %1, the median plus five robust standard deviations.</source>
        <translation>Kein Patch ist länger als %1, der Median plus fünf robuste Standardabweichungen.</translation>
    </message>
    <message numerus="yes">
        <source>%n patches are longer than %1, the median plus five robust standard deviations: they are ringed.</source>
        <translation>
            <numerusform>%n Patch ist länger als %1, der Median plus fünf robuste Standardabweichungen: Er ist umringt.</numerusform>
            <numerusform>%n Patches sind länger als %1, der Median plus fünf robuste Standardabweichungen: Sie sind umringt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Trained ViTs often keep what they know of the whole picture in a few plain patches; long tokens give them away.</source>
        <translation>Trainierte ViTs legen oft in wenigen schlichten Patches ab, was sie vom ganzen Bild wissen; lange Tokens verraten sie.</translation>
    </message>
    <message>
        <source>What the model&apos;s own head says of each patch alone. A reading, not an answer: the head has only ever been trained on the class token.</source>
        <translation>Was der Kopf des Modells zu jedem Patch allein sagt. Eine Lesart, keine Antwort: Der Kopf wurde immer nur am Klassen-Token trainiert.</translation>
    </message>
    <message>
        <source>What the model&apos;s own head says of each patch alone. A reading, not an answer: the head has only ever been trained on the mean of all patches.</source>
        <translation>Was der Kopf des Modells zu jedem Patch allein sagt. Eine Lesart, keine Antwort: Der Kopf wurde immer nur am Mittel aller Patches trainiert.</translation>
    </message>
    <message>
        <source>Layers before the last were never made to be read at all.</source>
        <translation>Schichten vor der letzten sind gar nicht dafür gemacht, gelesen zu werden.</translation>
    </message>
    <message>
        <source>before layer 0</source>
        <translation>vor Schicht 0</translation>
    </message>
    <message>
        <source>after layer %1</source>
        <translation>nach Schicht %1</translation>
    </message>
    <message>
        <source>The patches&apos; tokens as colours, %1</source>
        <translation>Die Tokens der Patches als Farben, %1</translation>
    </message>
    <message>
        <source>How alike the tokens are to that of %1, %2</source>
        <translation>Wie ähnlich die Tokens dem Token sind von: %1, %2</translation>
    </message>
    <message>
        <source>How long the tokens are, %1</source>
        <translation>Wie lang die Tokens sind, %1</translation>
    </message>
    <message>
        <source>What each patch would say, and how probable %1 is to it, %2</source>
        <translation>Was jeder Patch sagen würde, und wie wahrscheinlich ihm „%1“ ist, %2</translation>
    </message>
    <message>
        <source>How far and how widely each head looks</source>
        <translation>Wie weit und wie breit jeder Kopf blickt</translation>
    </message>
    <message>
        <source>A dot is a head. Distance: from each patch to what it looks at, weighted by attention, the mean over all patches. Entropy: of a token&apos;s attention over all tokens, the mean over all of them; 0 bits look at one token alone.</source>
        <translation>Ein Punkt ist ein Kopf. Entfernung: von jedem Patch zu dem, worauf er blickt, mit der Aufmerksamkeit gewichtet, im Mittel über alle Patches. Entropie: der Aufmerksamkeit eines Tokens über alle Tokens, im Mittel über alle; 0 Bit blicken auf ein einziges Token.</translation>
    </message>
    <message>
        <source>Over the picture the mouse asks another patch, over the map it reads values; a click keeps the patch.</source>
        <translation>Über dem Bild fragt die Maus einen anderen Patch, über der Karte liest sie Werte ab; ein Klick behält den Patch.</translation>
    </message>
    <message>
        <source>A click on a dot goes to that head.</source>
        <translation>Ein Klick auf einen Punkt geht zu diesem Kopf.</translation>
    </message>
    <message>
        <source>%1: components %2</source>
        <translation>%1: Komponenten %2</translation>
    </message>
    <message>
        <source>%1 says %2 (%3)</source>
        <translation>%1 sagt %2 (%3)</translation>
    </message>
    <message>
        <source>%1; %2: %3</source>
        <translation>%1; %2: %3</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1: %2 %3</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>length (L2)</source>
        <translation>Länge (L2)</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>Wahrsch.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>component, its share of the variance</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Mean distance, px, by layer</source>
        <translation>Mittlere Entfernung, px, nach Schicht</translation>
    </message>
    <message>
        <source>Mean entropy, bits, by layer (%1 = everywhere alike)</source>
        <translation>Mittlere Entropie, Bit, nach Schicht (%1 = überall gleich)</translation>
    </message>
    <message>
        <source>of the class token</source>
        <translation>des Klassen-Tokens</translation>
    </message>
    <message>
        <source>of patch %1, %2</source>
        <translation>des Patches %1, %2</translation>
    </message>
    <message>
        <source>of the others to the class token</source>
        <translation>der anderen auf das Klassen-Token</translation>
    </message>
    <message>
        <source>of the others to patch %1, %2</source>
        <translation>der anderen auf Patch %1, %2</translation>
    </message>
    <message>
        <source>of all patches together</source>
        <translation>aller Patches zusammen</translation>
    </message>
    <message>
        <source>of the others to all patches together</source>
        <translation>der anderen auf alle Patches zusammen</translation>
    </message>
    <message>
        <source>of %1 patches, each in its colour</source>
        <translation>von %1 Patches, jeder in seiner Farbe</translation>
    </message>
    <message>
        <source>of the others to %1 patches, each in its colour</source>
        <translation>der anderen auf %1 Patches, jeder in seiner Farbe</translation>
    </message>
    <message>
        <source>Gradient rollout</source>
        <translation>Gradienten-Rollout</translation>
    </message>
    <message>
        <source>Rollout of the attention that speaks for a class. Each layer&apos;s attention is first multiplied by how much the class&apos;s score would rise with it (its gradient), heads are fused and what is below 0 is left out; then the layers are multiplied as in rollout. This is vit-explain&apos;s idea (Gildenblat 2020), with its slips put right: it pairs the gradients with the wrong layers.</source>
        <translation>Rollout der Aufmerksamkeit, die für eine Klasse spricht. Die Aufmerksamkeit jeder Schicht wird zuerst damit malgenommen, wie sehr der Wert der Klasse mit ihr stiege (ihr Gradient), die Köpfe werden zusammengefasst, und was unter 0 liegt, bleibt weg; dann werden die Schichten multipliziert wie beim Rollout. Das ist die Idee von vit-explain (Gildenblat 2020), mit berichtigten Versehen: Es ordnet die Gradienten den falschen Schichten zu.</translation>
    </message>
    <message>
        <source>Chefer</source>
        <translation>Chefer</translation>
    </message>
    <message>
        <source>Which patches spoke for a class, followed through all layers. In each layer the attention is multiplied by its gradient (how much the class&apos;s score would rise with it); of every head what is above 0 counts, heads are averaged, and the relevance gathered so far is passed on along it. The usual first choice for a class. (Chefer, Gur &amp; Wolf, Generic Attention-model Explainability, ICCV 2021)</source>
        <translation>Welche Patches für eine Klasse sprachen, durch alle Schichten verfolgt. In jeder Schicht wird die Aufmerksamkeit mit ihrem Gradienten malgenommen (wie sehr der Wert der Klasse mit ihr stiege); von jedem Kopf zählt, was über 0 liegt, die Köpfe werden gemittelt, und die bisher gesammelte Bedeutung wird entlang weitergegeben. Für eine Klasse die übliche erste Wahl. (Chefer, Gur &amp; Wolf, Generic Attention-model Explainability, ICCV 2021)</translation>
    </message>
    <message>
        <source>Attention × gradient</source>
        <translation>Aufmerksamkeit × Gradient</translation>
    </message>
    <message>
        <source>The attention of one layer that speaks for a class. Each share is multiplied by how much the class&apos;s score would rise with it (its gradient), and what is below 0 is left out. Heads can be looked at one by one. (A step of Chefer, Gur &amp; Wolf, Transformer Interpretability Beyond Attention Visualization, CVPR 2021)</source>
        <translation>Die Aufmerksamkeit einer Schicht, die für eine Klasse spricht. Jeder Anteil wird damit malgenommen, wie sehr der Wert der Klasse mit ihm stiege (sein Gradient), und was unter 0 liegt, bleibt weg. Köpfe lassen sich einzeln ansehen. (Ein Schritt aus Chefer, Gur &amp; Wolf, Transformer Interpretability Beyond Attention Visualization, CVPR 2021)</translation>
    </message>
    <message>
        <source>LeGrad</source>
        <translation>LeGrad</translation>
    </message>
    <message>
        <source>How sensitive the reading of each layer is to its attention. The mean of a layer&apos;s tokens is read as if it were the answer; the gradient of the class&apos;s score by that layer&apos;s attention is taken, what is below 0 left out, and averaged over heads, queries and layers. (Bousselham et al., LeGrad: An Explainability Method for Vision Transformers via Feature Formation Sensitivity, 2024)</source>
        <translation>Wie empfindlich die Ablesung jeder Schicht auf ihre Aufmerksamkeit ist. Das Mittel der Tokens einer Schicht wird gelesen, als wäre es die Antwort; der Gradient des Wertes der Klasse nach der Aufmerksamkeit dieser Schicht wird genommen, was unter 0 liegt, weggelassen, und über Köpfe, Fragende und Schichten gemittelt. (Bousselham et al., LeGrad: An Explainability Method for Vision Transformers via Feature Formation Sensitivity, 2024)</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>Which channels speak for a class, and where they are strong. What enters the last layer&apos;s attention is weighed, channel by channel, with the mean gradient of the class&apos;s score, summed, and what is below 0 left out. (Selvaraju et al., Grad-CAM, ICCV 2017. It was made for convolutional networks; in a ViT the layer&apos;s output would not do, since only the class token reaches the answer.)</source>
        <translation>Welche Kanäle für eine Klasse sprechen, und wo sie stark sind. Was in die Aufmerksamkeit der letzten Schicht eingeht, wird Kanal für Kanal mit dem mittleren Gradienten des Wertes der Klasse gewichtet und summiert; was unter 0 liegt, bleibt weg. (Selvaraju et al., Grad-CAM, ICCV 2017. Es wurde für Faltungsnetze gemacht; in einem ViT taugt die Ausgabe der Schicht nicht, weil nur das Klassen-Token die Antwort erreicht.)</translation>
    </message>
    <message>
        <source>Input × gradient</source>
        <translation>Eingabe × Gradient</translation>
    </message>
    <message>
        <source>How strongly the class&apos;s score hangs on the pixels of each patch. Every pixel&apos;s value is multiplied by the gradient of the score by it; the sizes of the products are summed over the patch. It tells how much, not in which direction, and is often noisy. (Simonyan et al., Deep Inside Convolutional Networks, 2014; Shrikumar et al., 2017)</source>
        <translation>Wie stark der Wert der Klasse an den Pixeln jedes Patches hängt. Jeder Pixelwert wird mit dem Gradienten nach ihm malgenommen; die Beträge werden über den Patch summiert. Das sagt wie sehr, nicht in welche Richtung, und ist oft verrauscht. (Simonyan et al., Deep Inside Convolutional Networks, 2014; Shrikumar et al., 2017)</translation>
    </message>
    <message>
        <source>Integrated gradients</source>
        <translation>Integrierte Gradienten</translation>
    </message>
    <message>
        <source>The class&apos;s score shared out among the patches. On the way from a black picture to this one the gradient is taken at 32 places; its mean times what each pixel has changed sums, over all of them, to the change of the score. Patches above 0 raise it, those below 0 lower it. What 32 steps are too coarse for is told as the completeness error. (Sundararajan et al., Axiomatic Attribution for Deep Networks, ICML 2017)</source>
        <translation>Der Wert der Klasse, auf die Patches verteilt. Auf dem Weg von einem schwarzen Bild zu diesem wird an 32 Stellen der Gradient genommen; sein Mittel mal dem, was sich an jedem Pixel geändert hat, ergibt über alle summiert die Änderung des Wertes. Patches über 0 heben ihn, solche unter 0 senken ihn. Wofür 32 Schritte zu grob sind, sagt der Vollständigkeitsfehler. (Sundararajan et al., Axiomatic Attribution for Deep Networks, ICML 2017)</translation>
    </message>
    <message>
        <source>Occlusion</source>
        <translation>Verdeckung</translation>
    </message>
    <message>
        <source>How far the class&apos;s score falls when a patch is painted black, one patch after the other. No gradient is needed: the model is asked once for every patch. Above 0 the patch was missed; below 0 the class is better off without it. (Zeiler &amp; Fergus, Visualizing and Understanding Convolutional Networks, 2014)</source>
        <translation>Wie weit der Wert der Klasse fällt, wenn ein Patch schwarz übermalt wird, einer nach dem anderen. Ein Gradient ist nicht nötig: Das Modell wird für jeden Patch einmal gefragt. Über 0 fehlte der Patch; unter 0 geht es der Klasse ohne ihn besser. (Zeiler &amp; Fergus, Visualizing and Understanding Convolutional Networks, 2014)</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>No explanation: a number drawn by chance for every patch. A map that does no better than this one has not shown that it explains anything.</source>
        <translation>Keine Erklärung: eine ausgeloste Zahl für jeden Patch. Eine Karte, die nicht besser ist als diese, hat nicht gezeigt, dass sie etwas erklärt.</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>No explanation: highest in the middle, falling towards the corners. Photographers put what matters in the middle, so that even this does well; an explanation should do better.</source>
        <translation>Keine Erklärung: in der Mitte am höchsten, zu den Ecken hin fallend. Wer fotografiert, rückt das Wichtige in die Mitte, sodass sogar das gut abschneidet; eine Erklärung sollte besser sein.</translation>
    </message>
    <message>
        <source>Abnar &amp; Zuidema</source>
        <translation>Abnar &amp; Zuidema</translation>
    </message>
    <message>
        <source>vit-explain</source>
        <translation>vit-explain</translation>
    </message>
    <message>
        <source>vit-explain, minimum</source>
        <translation>vit-explain, Minimum</translation>
    </message>
    <message>
        <source>Its advice against noise: only what all heads attend to counts, and the lowest 90 % are left out.</source>
        <translation>Dessen Rat gegen Rauschen: Nur worauf alle Köpfe achten, zählt, und die untersten 90 % bleiben weg.</translation>
    </message>
    <message>
        <source>Chefer et al., baseline</source>
        <translation>Chefer et al., Vergleich</translation>
    </message>
    <message>
        <source>The rollout that their papers compare with: the mean of heads from the second layer on, since the first ones look everywhere.</source>
        <translation>Das Rollout, mit dem deren Arbeiten vergleichen: Mittel der Köpfe ab der zweiten Schicht, weil die ersten überallhin schauen.</translation>
    </message>
    <message>
        <source>class %1</source>
        <translation>Klasse %1</translation>
    </message>
    <message>
        <source>for %1 against %2</source>
        <translation>für %1 gegen %2</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>für %1</translation>
    </message>
    <message>
        <source>%1, last layer</source>
        <translation>%1, letzte Schicht</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Better than Random and Centre here: %1.</source>
        <translation>Hier besser als Zufall und Mitte: %1.</translation>
    </message>
    <message>
        <source>No better than Centre: %1.</source>
        <translation>Nicht besser als Mitte: %1.</translation>
    </message>
    <message>
        <source>No better than Random: %1.</source>
        <translation>Nicht besser als Zufall: %1.</translation>
    </message>
    <message>
        <source>No better than Random and Centre: %1.</source>
        <translation>Nicht besser als Zufall und Mitte: %1.</translation>
    </message>
    <message>
        <source>The same everywhere, so that its curve says nothing: %1.</source>
        <translation>Überall gleich, sodass die Kurve nichts sagt: %1.</translation>
    </message>
    <message>
        <source>Probability of %1 as the hottest patches come back</source>
        <translation>Wahrscheinlichkeit von %1, während die heißesten Patches zurückkommen</translation>
    </message>
    <message>
        <source>Probability of %1 as the hottest patches are removed</source>
        <translation>Wahrscheinlichkeit von %1, während die heißesten Patches entfernt werden</translation>
    </message>
    <message>
        <source>share of the patches put back</source>
        <translation>Anteil der zurückgelegten Patches</translation>
    </message>
    <message>
        <source>share of the patches removed</source>
        <translation>Anteil der entfernten Patches</translation>
    </message>
    <message>
        <source>A map that does no better than Random or Centre has not shown that it explains this picture.</source>
        <translation>Eine Karte, die nicht besser ist als Zufall oder Mitte, hat nicht gezeigt, dass sie dieses Bild erklärt.</translation>
    </message>
    <message>
        <source>mean colour</source>
        <translation>mittlere Farbe</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>unscharf</translation>
    </message>
    <message>
        <source>black</source>
        <translation>schwarz</translation>
    </message>
    <message>
        <source>one patch a step</source>
        <translation>ein Patch je Schritt</translation>
    </message>
    <message>
        <source>%1 patches a step</source>
        <translation>%1 Patches je Schritt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Area, higher is more faithful</source>
        <translation>Fläche, höher ist treuer</translation>
    </message>
    <message>
        <source>Area, lower is more faithful</source>
        <translation>Fläche, niedriger ist treuer</translation>
    </message>
    <message>
        <source>Removed patches: %1, %2.</source>
        <translation>Entfernte Patches: %1, %2.</translation>
    </message>
    <message>
        <source>Maps of several methods, side by side</source>
        <translation>Karten mehrerer Methoden nebeneinander</translation>
    </message>
    <message>
        <source>Methods side by side: which patches does %1 hang on?</source>
        <translation>Methoden nebeneinander: An welchen Patches hängt %1?</translation>
    </message>
    <message>
        <source>Each map has its own colour scale.</source>
        <translation>Jede Karte hat ihre eigene Farbskala.</translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) in the mean colour</source>
        <translation>
            <numerusform>%n Patch in der mittleren Farbe</numerusform>
            <numerusform>%n Patches in der mittleren Farbe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) blurred</source>
        <translation>
            <numerusform>%n Patch unscharf</numerusform>
            <numerusform>%n Patches unscharf</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) left out</source>
        <translation>
            <numerusform>%n Patch ausgelassen</numerusform>
            <numerusform>%n Patches ausgelassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) black</source>
        <translation>
            <numerusform>%n Patch schwarz</numerusform>
            <numerusform>%n Patches schwarz</numerusform>
        </translation>
    </message>
    <message>
        <source>layer %1, attention off</source>
        <translation>Schicht %1, Aufmerksamkeit aus</translation>
    </message>
    <message>
        <source>layer %1, attention at its mean</source>
        <translation>Schicht %1, Aufmerksamkeit auf ihrem Mittel</translation>
    </message>
    <message>
        <source>layer %1, MLP off</source>
        <translation>Schicht %1, MLP aus</translation>
    </message>
    <message>
        <source>layer %1, MLP at its mean</source>
        <translation>Schicht %1, MLP auf seinem Mittel</translation>
    </message>
    <message>
        <source>layer %1, head %2 off</source>
        <translation>Schicht %1, Kopf %2 aus</translation>
    </message>
    <message>
        <source>layer %1, head %2 at its mean</source>
        <translation>Schicht %1, Kopf %2 auf seinem Mittel</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>partly off</source>
        <translation>zum Teil aus</translation>
    </message>
    <message numerus="yes">
        <source>%n head(s) off</source>
        <translation>
            <numerusform>%n Kopf aus</numerusform>
            <numerusform>%n Köpfe aus</numerusform>
        </translation>
    </message>
    <message>
        <source>all tokens</source>
        <translation>alle Tokens</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 before layer 0 from %2</source>
        <translation>%1 vor Schicht 0 aus %2</translation>
    </message>
    <message>
        <source>%1 after layer %2 from %3</source>
        <translation>%1 nach Schicht %2 aus %3</translation>
    </message>
    <message numerus="yes">
        <source>%n more part(s) off</source>
        <translation>
            <numerusform>noch %n Teil aus</numerusform>
            <numerusform>noch %n Teile aus</numerusform>
        </translation>
    </message>
    <message>
        <source>All tokens, the class token too</source>
        <translation>Alle Tokens, auch das Klassen-Token</translation>
    </message>
    <message>
        <source>All tokens</source>
        <translation>Alle Tokens</translation>
    </message>
    <message numerus="yes">
        <source>Those of the %n pinned patch(es)</source>
        <translation>
            <numerusform>Das des %n festgehaltenen Patches</numerusform>
            <numerusform>Die der %n festgehaltenen Patches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Those of the %n painted patch(es)</source>
        <translation>
            <numerusform>Das des %n übermalten Patches</numerusform>
            <numerusform>Die der %n übermalten Patches</numerusform>
        </translation>
    </message>
    <message>
        <source>That of patch %1, %2</source>
        <translation>Das von Patch %1, %2</translation>
    </message>
    <message>
        <source>After which layer</source>
        <translation>Nach welcher Schicht</translation>
    </message>
    <message>
        <source>Heads of layer %1 off</source>
        <translation>Köpfe von Schicht %1 aus</translation>
    </message>
    <message>
        <source>Attention of layer %1 off</source>
        <translation>Aufmerksamkeit von Schicht %1 aus</translation>
    </message>
    <message>
        <source>MLP of layer %1 off</source>
        <translation>MLP von Schicht %1 aus</translation>
    </message>
    <message>
        <source>Layer %1, head %2 off</source>
        <translation>Schicht %1, Kopf %2 aus</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Take the tokens of %1</source>
        <translation>Die Token von %1 übernehmen</translation>
    </message>
    <message>
        <source>Layer by layer, all on one scale (“in”: before layer 0):</source>
        <translation>Schicht für Schicht, alle auf einer Skala („ein“: vor Schicht 0):</translation>
    </message>
    <message>
        <source>The cosine of two tokens: 1 points the same way, 0 has nothing in common, −1 points the other way. All layers are on one colour scale.</source>
        <translation>Der Kosinus zweier Tokens: 1 zeigt in dieselbe Richtung, 0 hat nichts gemein, −1 zeigt in die Gegenrichtung. Alle Schichten haben eine Farbskala.</translation>
    </message>
    <message>
        <source>Attn × grad</source>
        <translation>Aufm. × Grad.</translation>
    </message>
    <message>
        <source>Input × grad</source>
        <translation>Eingabe × Grad.</translation>
    </message>
    <message>
        <source>Grad rollout</source>
        <translation>Grad-Rollout</translation>
    </message>
    <message>
        <source>Int. gradients</source>
        <translation>Int. Gradienten</translation>
    </message>
    <message>
        <source>&lt; %1 ms</source>
        <translation>&lt; %1 ms</translation>
    </message>
    <message>
        <source>%1 is not in the sequence</source>
        <translation>%1 ist nicht in der Folge</translation>
    </message>
    <message>
        <source>The paper: the mean of heads, nothing left out, all layers.</source>
        <translation>Die Arbeit selbst: Mittel der Köpfe, nichts weggelassen, alle Schichten.</translation>
    </message>
    <message>
        <source>Its default: the largest head counts, and the lowest 90 % of all entries are left out. Much hangs on what that share happens to keep.</source>
        <translation>Dessen Voreinstellung: Der größte Kopf zählt, und die untersten 90 % aller Einträge bleiben weg. Viel hängt daran, was dabei zufällig übrig bleibt.</translation>
    </message>
    <message>
        <source>the head</source>
        <translation>der Klassifikator</translation>
    </message>
    <message>
        <source>the embedding</source>
        <translation>die Einbettung</translation>
    </message>
    <message>
        <source>flat</source>
        <translation>flach</translation>
    </message>
    <message>
        <source>%1 does not look at the model: nothing can change it</source>
        <translation>%1 sieht das Modell nicht an: Nichts kann es ändern</translation>
    </message>
    <message>
        <source>%1 stays alike to the end (rank correlation %2 or more): it shows the picture, not what was learnt</source>
        <translation>%1 bleibt bis zum Ende ähnlich (Rangkorrelation %2 oder mehr): Es zeigt das Bild, nicht das Gelernte</translation>
    </message>
    <message>
        <source>%1 changes from %2 on, but ends alike (rank correlation %3)</source>
        <translation>%1 ändert sich, sobald %2 neu gezogen ist, endet aber ähnlich (Rangkorrelation %3)</translation>
    </message>
    <message>
        <source>%1 changes from %2 on (rank correlation %3 at the end)</source>
        <translation>%1 ändert sich, sobald %2 neu gezogen ist (Rangkorrelation am Ende %3)</translation>
    </message>
    <message>
        <source>%1 stays alike (rank correlation %2 or more) until %3 is drawn anew; %4 at the end</source>
        <translation>%1 bleibt ähnlich (Rangkorrelation %2 oder mehr), bis %3 neu gezogen ist; am Ende %4</translation>
    </message>
    <message>
        <source>The head is no part of this map: drawing it anew changes nothing.</source>
        <translation>Der Klassifikator gehört nicht zu dieser Karte: Ihn neu zu ziehen ändert nichts.</translation>
    </message>
    <message>
        <source>What is above layer %1 is no part of this map: drawing it anew changes nothing.</source>
        <translation>Was über Schicht %1 liegt, gehört nicht zu dieser Karte: Es neu zu ziehen ändert nichts.</translation>
    </message>
    <message>
        <source>no pictures in this folder (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG and others; a .safetensors input has to be named itself)</source>
        <translation>keine Bilder in diesem Ordner (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG und andere; eine .safetensors-Eingabe muss selbst genannt werden)</translation>
    </message>
    <message>
        <source>Here from %1 to %2.</source>
        <translation>Hier von %1 bis %2.</translation>
    </message>
    <message>
        <source>Take tokens after layer %1 from this picture</source>
        <translation>Tokens nach Schicht %1 aus diesem Bild nehmen</translation>
    </message>
    <message>
        <source>the final norm</source>
        <translation>die letzte Normierung</translation>
    </message>
    <message>
        <source>The final norm is no part of this map: drawing it anew changes nothing.</source>
        <translation>Die letzte Normierung gehört nicht zu dieser Karte: Sie neu zu ziehen ändert nichts.</translation>
    </message>
    <message>
        <source>the last layer: from here on only the class token is read</source>
        <translation>die letzte Schicht: von hier an wird nur das Klassen-Token gelesen</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>mit %1</translation>
    </message>
    <message>
        <source>memory of a run in the dtype chosen: weights and one picture</source>
        <translation>Speicher eines Laufs im gewählten dtype: Gewichte und ein Bild</translation>
    </message>
    <message>
        <source>Red: the patch speaks for the one, blue: for the other.</source>
        <translation>Rot: Der Patch spricht für die eine, blau: für die andere.</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 gegen %2</translation>
    </message>
    <message>
        <source>Chosen patches: click, pin (N) or paint (K) them first</source>
        <translation>Einzelne Patches: zuerst anklicken, anheften (N) oder übermalen (K)</translation>
    </message>
    <message>
        <source>this is no scene: not JSON, or damaged</source>
        <translation>das ist keine Szene: kein JSON, oder beschädigt</translation>
    </message>
    <message>
        <source>this JSON is no scene of Vitrine (a scene begins with &quot;vitrine&quot;: &quot;scene&quot;)</source>
        <translation>dieses JSON ist keine Szene von Vitrine (eine Szene beginnt mit &quot;vitrine&quot;: &quot;scene&quot;)</translation>
    </message>
    <message>
        <source>this scene was saved by a later Vitrine (version %1 of scenes; this one reads %2). Open it there, or get the newer program</source>
        <translation>diese Szene wurde von einer späteren Vitrine gesichert (Szenenversion %1; diese hier liest %2). Dort öffnen oder das neuere Programm holen</translation>
    </message>
    <message>
        <source>this scene does not say its version (&quot;version&quot;: 1)</source>
        <translation>diese Szene nennt ihre Version nicht (&quot;version&quot;: 1)</translation>
    </message>
    <message>
        <source>image names no picture: it needs `file`, `png` or `dummy_seed`</source>
        <translation>image nennt kein Bild: Es braucht `file`, `png` oder `dummy_seed`</translation>
    </message>
    <message>
        <source>%1 is not in %2; put it there, or say where it is</source>
        <translation>%1 liegt nicht in %2; dorthin legen oder sagen, wo es liegt</translation>
    </message>
    <message>
        <source>This machine has an NVIDIA driver, but the LibTorch in use is the CPU build: install the CUDA build to use the GPU.</source>
        <translation>Dieser Rechner hat einen NVIDIA-Treiber, aber LibTorch ist hier in der CPU-Fassung: Für die GPU die CUDA-Fassung installieren.</translation>
    </message>
    <message>
        <source>The LibTorch in use is the CPU build, and no NVIDIA driver was found on this machine.</source>
        <translation>LibTorch ist hier in der CPU-Fassung, und auf diesem Rechner wurde kein NVIDIA-Treiber gefunden.</translation>
    </message>
    <message>
        <source>No NVIDIA driver was found on this machine (libcuda.so.1): install one to use the GPU.</source>
        <translation>Auf diesem Rechner wurde kein NVIDIA-Treiber gefunden (libcuda.so.1): Für die GPU einen installieren.</translation>
    </message>
    <message>
        <source>The NVIDIA driver does not start: no GPU is visible to this program, or the driver needs an update.</source>
        <translation>Der NVIDIA-Treiber startet nicht: Keine GPU ist für dieses Programm sichtbar, oder der Treiber braucht ein Update.</translation>
    </message>
    <message>
        <source>The NVIDIA driver is there, but LibTorch finds no GPU that it can use (is CUDA_VISIBLE_DEVICES set, or the driver older than LibTorch&apos;s CUDA?).</source>
        <translation>Der NVIDIA-Treiber ist da, aber LibTorch findet keine GPU, die es nutzen kann (ist CUDA_VISIBLE_DEVICES gesetzt oder der Treiber älter als das CUDA von LibTorch?).</translation>
    </message>
    <message>
        <source>One colour scale for all maps, random and centre aside.</source>
        <translation>Eine Farbskala für alle Karten außer Zufall und Mitte.</translation>
    </message>
    <message>
        <source>(logarithmic)</source>
        <translation>(logarithmisch)</translation>
    </message>
    <message>
        <source>(linear)</source>
        <translation>(linear)</translation>
    </message>
    <message>
        <source>the patches, row by row</source>
        <translation>die Patches, Zeile für Zeile</translation>
    </message>
    <message>
        <source>first %1, then the patches, row by row</source>
        <translation>erst %1, dann die Patches, Zeile für Zeile</translation>
    </message>
    <message>
        <source>A row is a token that asks, a column one that is looked at: %1.</source>
        <translation>Eine Zeile ist ein Token, das fragt, eine Spalte eines, das angesehen wird: %1.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ActivationsView</name>
    <message>
        <source>The hidden numbers before GELU: how many there are of each size</source>
        <translation>Die verborgenen Zahlen vor GELU: wie viele es von jeder Größe gibt</translation>
    </message>
    <message>
        <source>Histogram of the hidden numbers before GELU</source>
        <translation>Histogramm der verborgenen Zahlen vor GELU</translation>
    </message>
    <message>
        <source>Most active units</source>
        <translation>Aktivste Einheiten</translation>
    </message>
    <message>
        <source>above 0, all tokens</source>
        <translation>über 0, alle Token</translation>
    </message>
    <message>
        <source>what GELU lets through</source>
        <translation>was GELU durchlässt</translation>
    </message>
    <message>
        <source>above 0, %1</source>
        <translation>über 0, %1</translation>
    </message>
    <message>
        <source>units silent on this picture</source>
        <translation>Einheiten, die bei diesem Bild schweigen</translation>
    </message>
    <message>
        <source>above 0 for no token at all</source>
        <translation>für kein einziges Token über 0</translation>
    </message>
    <message>
        <source>largest after GELU</source>
        <translation>größte nach GELU</translation>
    </message>
    <message>
        <source>Most active for %1, and where else</source>
        <translation>Am aktivsten für %1, und wo sonst</translation>
    </message>
    <message>
        <source>unit %1: %2 here, %3 on average, up to %4</source>
        <translation>Einheit %1: hier %2, im Mittel %3, bis zu %4</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::AddedView</name>
    <message>
        <source>How much it adds to each token, against what was there</source>
        <translation>Wie viel es jedem Token hinzufügt, gemessen an dem, was da war</translation>
    </message>
    <message>
        <source>of its length</source>
        <translation>seiner Länge</translation>
    </message>
    <message>
        <source>to the class token</source>
        <translation>zum Klassen-Token</translation>
    </message>
    <message>
        <source>%1 long</source>
        <translation>%1 lang</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BoardBar</name>
    <message>
        <source>one for all</source>
        <translation>eine für alle</translation>
    </message>
    <message>
        <source>each its own</source>
        <translation>jede eigene</translation>
    </message>
    <message>
        <source>patches come back</source>
        <translation>Patches kommen zurück</translation>
    </message>
    <message>
        <source>patches are removed</source>
        <translation>Patches werden entfernt</translation>
    </message>
    <message>
        <source>Which methods are compared; Random and Centre are always there</source>
        <translation>Welche Methoden verglichen werden; Zufall und Mitte sind immer dabei</translation>
    </message>
    <message>
        <source>What the colours of the maps span</source>
        <translation>Was die Farben der Karten umspannen</translation>
    </message>
    <message>
        <source>Deletion: the patches with the highest values go first. Insertion: they come back first.</source>
        <translation>Entfernen: Die Patches mit den höchsten Werten gehen zuerst. Einsetzen: Sie kommen zuerst zurück.</translation>
    </message>
    <message>
        <source>What stands in the place of a patch that is removed, and how many go at a time</source>
        <translation>Was an der Stelle eines entfernten Patches steht, und wie viele auf einmal gehen</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 gegen %2</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Methoden</translation>
    </message>
    <message>
        <source>%1 and two baselines</source>
        <translation>%1 und zwei Vergleichskarten</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>Insertion</source>
        <translation>Einsetzen</translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Ersatz</translation>
    </message>
    <message>
        <source>the most probable: %1</source>
        <translation>die wahrscheinlichste: %1</translation>
    </message>
    <message>
        <source>another class…</source>
        <translation>andere Klasse …</translation>
    </message>
    <message>
        <source>about 32 steps a curve</source>
        <translation>etwa 32 Schritte je Kurve</translation>
    </message>
    <message>
        <source>one patch a step: the finest, and slowest</source>
        <translation>ein Patch je Schritt: am feinsten, und am langsamsten</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BoardList</name>
    <message>
        <source>Methods, the most faithful first</source>
        <translation>Methoden, die treueste zuerst</translation>
    </message>
    <message>
        <source>sparsity</source>
        <translation>Sparsität</translation>
    </message>
    <message>
        <source>area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Area: under the curve. Sparsity: the Gini index of the map, 0 where all patches are alike, near 1 where all of it is in one of them.</source>
        <translation>Fläche: unter der Kurve. Sparsität: der Gini-Index der Karte, 0, wo alle Patches gleich sind, nahe 1, wo alles in einem von ihnen liegt.</translation>
    </message>
    <message>
        <source>Time: to make the map.</source>
        <translation>Zeit: um die Karte zu berechnen.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BoardNotes</name>
    <message>
        <source>one scale for all: the maps have unlike units, and only maps of the same unit compare</source>
        <translation>eine Skala für alle: Die Karten haben verschiedene Einheiten, vergleichbar sind nur die mit derselben</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BoardRun</name>
    <message>
        <source>Measuring the maps</source>
        <translation>Karten werden gemessen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BoardSide</name>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>This model has no classes. So there is no answer whose change could be measured, and nothing that explains a class: only maps that need none are here.</source>
        <translation>Dieses Modell hat keine Klassen. Also gibt es keine Antwort, deren Änderung man messen könnte, und nichts, was eine Klasse erklärt: Hier sind nur Karten, die keine brauchen.</translation>
    </message>
    <message>
        <source>The model has no opinion yet: its weights are random, and every logit is 0. So no patch changes the answer, and the maps that explain a class are 0 everywhere.</source>
        <translation>Das Modell hat noch keine Meinung: Seine Gewichte sind zufällig, und jeder Logit ist 0. Also ändert kein Patch die Antwort, und die Karten, die eine Klasse erklären, sind überall 0.</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 methods.</source>
        <translation>Angehalten nach %1 von %2 Methoden.</translation>
    </message>
    <message>
        <source>%1 · %2 back: %3</source>
        <translation>%1 · %2 zurück: %3</translation>
    </message>
    <message>
        <source>%1 · %2 removed: %3</source>
        <translation>%1 · %2 entfernt: %3</translation>
    </message>
    <message>
        <source>The maps</source>
        <translation>Die Karten</translation>
    </message>
    <message>
        <source>Area under the curve: higher is more faithful</source>
        <translation>Fläche unter der Kurve: höher ist treuer</translation>
    </message>
    <message>
        <source>Area under the curve: lower is more faithful</source>
        <translation>Fläche unter der Kurve: niedriger ist treuer</translation>
    </message>
    <message>
        <source>Rank correlation: 1 the same order, −1 the reverse</source>
        <translation>Rangkorrelation: 1 gleiche Ordnung, −1 umgekehrte</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BoardTiles</name>
    <message>
        <source>Maps of the methods</source>
        <translation>Karten der Methoden</translation>
    </message>
    <message>
        <source>computing …</source>
        <translation>wird berechnet …</translation>
    </message>
    <message>
        <source>the same everywhere</source>
        <translation>überall gleich</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>the head is all zeros, so no patch speaks for a class</source>
        <translation>der Kopf besteht aus Nullen, also spricht kein Patch für eine Klasse</translation>
    </message>
    <message>
        <source>the head reads the patches, so nothing hangs on the class token</source>
        <translation>der Kopf liest die Patches, also hängt nichts am Klassen-Token</translation>
    </message>
    <message>
        <source>it is made in the last layer, whose attention is off</source>
        <translation>sie entsteht in der letzten Schicht, deren Aufmerksamkeit aus ist</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>nicht berechnet</translation>
    </message>
    <message>
        <source>the same everywhere: %1</source>
        <translation>überall gleich: %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BusyPill</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop this (Esc)</source>
        <translation>Anhalten (Esc)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>layer %1 of %2</source>
        <translation>Schicht %1 von %2</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ChainRow</name>
    <message>
        <source>The layers that the map goes through. The strip below the picture chooses the last one.</source>
        <translation>Die Schichten, durch die die Karte geht. Die Leiste unter dem Bild wählt die letzte.</translation>
    </message>
    <message>
        <source>Why do tools differ? The settings that others use, and what each changes.</source>
        <translation>Warum unterscheiden sich Programme? Die Einstellungen anderer, und was jede ändert.</translation>
    </message>
    <message>
        <source>from layer %1 on</source>
        <translation>ab Schicht %1</translation>
    </message>
    <message>
        <source>Why do tools differ?</source>
        <translation>Warum unterscheiden sich Programme?</translation>
    </message>
    <message>
        <source>lowest %1 % left out</source>
        <translation>unterste %1 % weggelassen</translation>
    </message>
    <message>
        <source>nothing left out</source>
        <translation>nichts weggelassen</translation>
    </message>
    <message>
        <source>layers %1 to %2</source>
        <translation>Schichten %1 bis %2</translation>
    </message>
    <message>
        <source>as %1</source>
        <translation>wie %1</translation>
    </message>
    <message>
        <source>own settings</source>
        <translation>eigene Einstellungen</translation>
    </message>
    <message>
        <source>Layers that the map goes through</source>
        <translation>Schichten, durch die die Karte geht</translation>
    </message>
    <message>
        <source>Settings of the rollout</source>
        <translation>Einstellungen des Rollouts</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ChangedPanel</name>
    <message>
        <source>black</source>
        <translation>schwarz</translation>
    </message>
    <message>
        <source>reset all</source>
        <translation>alles zurücksetzen</translation>
    </message>
    <message>
        <source>Nothing is changed in the run any more (Shift+K)</source>
        <translation>Im Durchlauf ist nichts mehr verändert (Umschalt+K)</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Verändert</translation>
    </message>
    <message>
        <source>Take this back</source>
        <translation>Das zurücknehmen</translation>
    </message>
    <message>
        <source>Take back: %1</source>
        <translation>Zurücknehmen: %1</translation>
    </message>
    <message>
        <source>What stands in the place of these patches</source>
        <translation>Was an der Stelle dieser Patches steht</translation>
    </message>
    <message>
        <source>Give its mean over all tokens of this picture instead of zeros: a quieter change</source>
        <translation>Das Mittel über alle Tokens dieses Bildes statt Nullen geben: eine leisere Veränderung</translation>
    </message>
    <message>
        <source>Give zeros instead of its mean</source>
        <translation>Nullen statt seines Mittels geben</translation>
    </message>
    <message>
        <source>Another layer, or other tokens</source>
        <translation>Eine andere Schicht oder andere Tokens</translation>
    </message>
    <message>
        <source>paint otherwise…</source>
        <translation>anders füllen…</translation>
    </message>
    <message>
        <source>use mean</source>
        <translation>Mittel nehmen</translation>
    </message>
    <message>
        <source>use zero</source>
        <translation>Null nehmen</translation>
    </message>
    <message>
        <source>take others…</source>
        <translation>andere nehmen…</translation>
    </message>
    <message>
        <source>mean: in the picture&apos;s mean colour</source>
        <translation>Mittel: in der mittleren Farbe des Bildes</translation>
    </message>
    <message>
        <source>blur: blurred</source>
        <translation>unscharf: weichgezeichnet</translation>
    </message>
    <message>
        <source>dropped: left out of the sequence</source>
        <translation>ausgelassen: nicht in der Folge</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ClassPathView</name>
    <message>
        <source>What becomes of it on the way: cosine of the class token to itself</source>
        <translation>Was unterwegs aus ihm wird: Kosinus des Klassen-Tokens zu sich selbst</translation>
    </message>
    <message>
        <source>Cosine of the class token to itself, block by block</source>
        <translation>Kosinus des Klassen-Tokens zu sich selbst, Block für Block</translation>
    </message>
    <message>
        <source>to the beginning</source>
        <translation>zum Anfang</translation>
    </message>
    <message>
        <source>to the end</source>
        <translation>zum Ende</translation>
    </message>
    <message>
        <source>blocks passed</source>
        <translation>durchlaufene Blöcke</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ClassPicker</name>
    <message>
        <source>%1, class %2</source>
        <translation>%1, Klasse %2</translation>
    </message>
    <message>
        <source>Find among %1 classes</source>
        <translation>Unter %1 Klassen suchen</translation>
    </message>
    <message>
        <source>Find a class</source>
        <translation>Klasse suchen</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ColourBar</name>
    <message>
        <source>The colours span this map&apos;s own range: %1 to %2. The lowest value leaves the picture as it is, the highest covers it most.</source>
        <translation>Die Farben umfassen den Bereich dieser Karte: %1 bis %2. Der niedrigste Wert lässt das Bild, wie es ist, der höchste deckt es am stärksten.</translation>
    </message>
    <message>
        <source>Colours from %1 to %2</source>
        <translation>Farben von %1 bis %2</translation>
    </message>
    <message>
        <source>Colour bar</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>The colours span the range of all maps shown, of every layer and head: %1 to %2. A colour is the same value in all of them.</source>
        <translation>Die Farben umfassen den Bereich aller gezeigten Karten, jeder Schicht und jedes Kopfes: %1 bis %2. Eine Farbe ist in allen derselbe Wert.</translation>
    </message>
    <message>
        <source>Red is above 0: the patch speaks for the class. Blue is below 0: it speaks against it. The colours reach as far on either side: %1 to %2.</source>
        <translation>Rot liegt über 0: Der Patch spricht für die Klasse. Blau liegt unter 0: Er spricht gegen sie. Die Farben reichen auf beiden Seiten gleich weit: %1 bis %2.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ContributionsView</name>
    <message>
        <source>Contributions to the logit</source>
        <translation>Beiträge zum Logit</translation>
    </message>
    <message>
        <source>Nothing pushes “%1”: every weight of this head is 0, as a random torchvision ViT starts</source>
        <translation>Nichts bewegt „%1“: Jedes Gewicht dieses Klassifikators ist 0, wie ein zufälliger ViT von torchvision beginnt</translation>
    </message>
    <message>
        <source>Which of the %1 features push “%2” up and down: weight × value</source>
        <translation>Welche der %1 Merkmale „%2“ heben und senken: Gewicht × Wert</translation>
    </message>
    <message>
        <source>feature %1</source>
        <translation>Merkmal %1</translation>
    </message>
    <message>
        <source>feature %1: weight %2 × value %3 = %4</source>
        <translation>Merkmal %1: Gewicht %2 × Wert %3 = %4</translation>
    </message>
    <message>
        <source>all that push up</source>
        <translation>alle, die heben</translation>
    </message>
    <message>
        <source>all that push down</source>
        <translation>alle, die senken</translation>
    </message>
    <message>
        <source>bias of the class</source>
        <translation>Bias der Klasse</translation>
    </message>
    <message>
        <source>together, the logit</source>
        <translation>zusammen das Logit</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CorrelationTable</name>
    <message>
        <source>Rank correlation of every two maps</source>
        <translation>Rangkorrelation je zweier Karten</translation>
    </message>
    <message>
        <source>%1 and %2: %3</source>
        <translation>%1 und %2: %3</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CropChoice</name>
    <message>
        <source>middle cut out</source>
        <translation>Mitte ausgeschnitten</translation>
    </message>
    <message>
        <source>whole, squashed</source>
        <translation>ganz, gestaucht</translation>
    </message>
    <message>
        <source>whole, padded</source>
        <translation>ganz, mit Rand</translation>
    </message>
    <message>
        <source>As the model was trained: %1</source>
        <translation>Wie das Modell trainiert wurde: %1</translation>
    </message>
    <message>
        <source>Own crop: pull its frame on the picture</source>
        <translation>Eigener Ausschnitt: den Rahmen auf dem Bild ziehen</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>wie es ist</translation>
    </message>
    <message>
        <source>own, %1 × %2 px</source>
        <translation>eigener, %1 × %2 px</translation>
    </message>
    <message>
        <source>as trained</source>
        <translation>wie trainiert</translation>
    </message>
    <message>
        <source>What of the picture the model sees. Its frame on the picture can be pulled, too (E)</source>
        <translation>Was das Modell vom Bild sieht. Der Rahmen auf dem Bild lässt sich auch ziehen (E)</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CurvePlot</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::DevicePicker</name>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>torchvision&apos;s own numbers, to the last digits</source>
        <translation>die Zahlen von torchvision, bis auf die letzten Stellen</translation>
    </message>
    <message>
        <source>half the memory, about three digits</source>
        <translation>halber Speicher, etwa drei Stellen</translation>
    </message>
    <message>
        <source>half the memory, for GPUs; slow on most CPUs</source>
        <translation>halber Speicher, für GPUs; auf den meisten CPUs langsam</translation>
    </message>
    <message>
        <source>%1 of %2 MiB of memory free</source>
        <translation>%1 von %2 MiB Speicher frei</translation>
    </message>
    <message>
        <source>Stop comparing, picture %1 of %2</source>
        <translation>Vergleich beenden, Bild %1 von %2</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>Vergleich beenden</translation>
    </message>
    <message numerus="yes">
        <source>Compare their answers on %n picture(s)</source>
        <translation>
            <numerusform>Antworten an %n Bild vergleichen</numerusform>
            <numerusform>Antworten an %n Bildern vergleichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs the pictures of the film strip in float32 and in the others: how often the most probable class is the same, and how far the logits are from each other</source>
        <translation>Rechnet die Bilder des Filmstreifens in float32 und in den anderen: wie oft die wahrscheinlichste Klasse dieselbe ist und wie weit die Logits auseinanderliegen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Download</name>
    <message>
        <source>the server does not give it to everybody (%1). Save it with your browser, then open the file.</source>
        <translation>der Server gibt es nicht jedem (%1). Mit dem Browser speichern, dann die Datei öffnen.</translation>
    </message>
    <message>
        <source>there is nothing at this address (%1). Check it for a slip.</source>
        <translation>unter dieser Adresse ist nichts (%1). Auf Tippfehler prüfen.</translation>
    </message>
    <message>
        <source>the server has had too many requests (429). Try again later.</source>
        <translation>der Server hatte zu viele Anfragen (429). Später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>the server has a fault of its own (%1). Try again later.</source>
        <translation>der Server hat selbst einen Fehler (%1). Später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>the server refuses (%1).</source>
        <translation>der Server lehnt ab (%1).</translation>
    </message>
    <message>
        <source>no server of the name %1 is known. Check the address, and whether there is a network.</source>
        <translation>kein Server namens %1 ist bekannt. Adresse und Netzverbindung prüfen.</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 antwortet nicht.</translation>
    </message>
    <message>
        <source>%1 broke off before the end. Try again.</source>
        <translation>%1 brach vor dem Ende ab. Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>%1 does not answer in time. Try again later.</source>
        <translation>%1 antwortet nicht rechtzeitig. Später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>the address is sent on and on, without an end.</source>
        <translation>die Adresse wird endlos weitergeleitet.</translation>
    </message>
    <message>
        <source>a safe address (https) is sent on to an unsafe one. Nothing was taken from it.</source>
        <translation>eine sichere Adresse (https) wird auf eine unsichere weitergeleitet. Es wurde nichts übernommen.</translation>
    </message>
    <message>
        <source>only addresses that begin with http:// or https:// are opened.</source>
        <translation>nur Adressen, die mit http:// oder https:// beginnen, werden geöffnet.</translation>
    </message>
    <message>
        <source>there is no way to %1: is there a network?</source>
        <translation>%1 ist nicht erreichbar: Gibt es eine Netzverbindung?</translation>
    </message>
    <message>
        <source>dropped picture</source>
        <translation>abgelegtes Bild</translation>
    </message>
    <message>
        <source>%1 has been silent for %2 seconds. Try again later.</source>
        <translation>%1 schweigt seit %2 Sekunden. Später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>it has more than %1 MiB. Save it with your browser, make it smaller, then open the file.</source>
        <translation>es hat mehr als %1 MiB. Mit dem Browser speichern, verkleinern, dann die Datei öffnen.</translation>
    </message>
    <message>
        <source>it ended after %1 of %2 bytes. Try again.</source>
        <translation>es endete nach %1 von %2 Bytes. Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>the server sent nothing.</source>
        <translation>der Server hat nichts geschickt.</translation>
    </message>
    <message>
        <source>the proxy of this computer&apos;s network does not let it through. Save it with your browser, then open the file.</source>
        <translation>der Proxy im Netz dieses Rechners lässt es nicht durch. Speichern Sie es mit dem Browser und öffnen Sie dann die Datei.</translation>
    </message>
    <message>
        <source>what %1 sent cannot be read: it was damaged on the way, or is packed in an unknown manner. Try again, or save it with your browser, then open the file.</source>
        <translation>was %1 geschickt hat, ist nicht lesbar: Es wurde unterwegs beschädigt oder ist auf unbekannte Weise gepackt. Versuchen Sie es noch einmal, oder speichern Sie es mit dem Browser und öffnen Sie dann die Datei.</translation>
    </message>
    <message>
        <source>it cannot be kept: is the disk full? Make room in %1, then try again.</source>
        <translation>es lässt sich nicht ablegen: Ist die Platte voll? Schaffen Sie Platz in %1 und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>no safe connection to %1: %2. Nothing was taken from it. (A wrong clock on this machine, or a network that reads along, can be why.)</source>
        <translation>keine sichere Verbindung zu %1: %2. Es wurde nichts übernommen. (Eine falsch gehende Uhr oder ein Netz, das mitliest, kann der Grund sein.)</translation>
    </message>
    <message>
        <source>the proxy wants a name and a password: https_proxy=http://NAME:PASSWORD@PROXY:PORT says them.</source>
        <translation>der Proxy verlangt Namen und Passwort: https_proxy=http://NAME:PASSWORT@PROXY:PORT nennt sie.</translation>
    </message>
    <message>
        <source>VITRINE_OFFLINE is set: nothing is downloaded.</source>
        <translation>VITRINE_OFFLINE ist gesetzt: es wird nichts heruntergeladen.</translation>
    </message>
    <message>
        <source>this system has no OpenSSL that Qt can use (Debian: apt install libssl3), so there are no safe connections.</source>
        <translation>dieses System hat kein OpenSSL, das Qt benutzen kann (Debian: apt install libssl3); so gibt es keine sicheren Verbindungen.</translation>
    </message>
    <message>
        <source>the server sends another part of the file than the one asked for.</source>
        <translation>der Server schickt einen anderen Teil der Datei als den verlangten.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Downloads</name>
    <message>
        <source>From Hugging Face</source>
        <translation>Von Hugging Face</translation>
    </message>
    <message>
        <source>The model&apos;s repository, as owner/name, or its address:</source>
        <translation>Das Repository des Modells, als besitzer/name, oder seine Adresse:</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::DropHighlight</name>
    <message>
        <source>Drop to open</source>
        <translation>Zum Öffnen loslassen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::DropHint</name>
    <message>
        <source>Drop pictures, folders or a checkpoint anywhere</source>
        <translation>Bilder, Ordner oder einen Checkpoint irgendwo hier ablegen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::EdgeTab</name>
    <message>
        <source>Show: %1</source>
        <translation>Zeigen: %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Fetch</name>
    <message>
        <source>there is no home folder to keep it in: name a folder in TORCH_HOME.</source>
        <translation>es gibt kein Heimatverzeichnis dafür: nennen Sie einen Ordner in TORCH_HOME.</translation>
    </message>
    <message>
        <source>not on this disk, and nothing may be downloaded (--offline, VITRINE_OFFLINE).</source>
        <translation>nicht auf dieser Platte, und heruntergeladen werden darf nichts (--offline, VITRINE_OFFLINE).</translation>
    </message>
    <message>
        <source>%1 does not give it to you (%2). A proxy or a firewall between may be why: ask who runs the network, or save %3 by other means as %4.</source>
        <translation>%1 gibt sie Ihnen nicht (%2). Ein Proxy oder eine Firewall dazwischen kann der Grund sein: fragen Sie, wer das Netz betreibt, oder speichern Sie %3 auf anderem Weg als %4.</translation>
    </message>
    <message>
        <source>%1 does not have it (%2). Where VITRINE_WEIGHTS_URL names a mirror, that one lacks it.</source>
        <translation>%1 hat sie nicht (%2). Nennt VITRINE_WEIGHTS_URL einen Spiegel, so fehlt sie dort.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FetchBar</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Stops it. What has come is kept: the next time goes on from there.</source>
        <translation>Hält an. Was schon da ist, bleibt: beim nächsten Mal geht es von dort weiter.</translation>
    </message>
    <message numerus="yes">
        <source>%n more after it</source>
        <translation>
            <numerusform>danach noch %n</numerusform>
            <numerusform>danach noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was not downloaded</source>
        <translation>%1 wurde nicht heruntergeladen</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <translation>%1 wird heruntergeladen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FetchSheet</name>
    <message>
        <source>Download %1</source>
        <translation>%1 herunterladen</translation>
    </message>
    <message>
        <source>These weights are not on this disk yet.</source>
        <translation>Diese Gewichte sind noch nicht auf dieser Platte.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>I have read the licence, %1, and accept it</source>
        <translation>Ich habe die Lizenz, %1, gelesen und nehme sie an</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>Lesen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FileFetch</name>
    <message>
        <source>%1 more are needed in %2, and %3 are free. Make room, or name a folder on another disk in %4.</source>
        <translation>%1 werden in %2 noch gebraucht, frei sind %3. Schaffen Sie Platz, oder nennen Sie in %4 einen Ordner auf einer anderen Platte.</translation>
    </message>
    <message>
        <source>%1 is there, but it is not the published file: its SHA-256 begins with %2, not with %3. It was cut short, damaged or changed. Delete it or move it away, then download it again.</source>
        <translation>%1 ist da, aber nicht die veröffentlichte Datei: ihr SHA-256 beginnt mit %2, nicht mit %3. Sie wurde abgeschnitten, beschädigt oder geändert. Löschen oder verschieben Sie sie, dann laden Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>the folder %1 cannot be made: %2. %3 can name another one.</source>
        <translation>der Ordner %1 lässt sich nicht anlegen: %2. %3 kann einen anderen nennen.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. %3 can name another folder.</source>
        <translation>in %1 lässt sich nicht schreiben: %2. %3 kann einen anderen Ordner nennen.</translation>
    </message>
    <message>
        <source>the disk is full (%1). Make room and go on, or name a folder on another disk in %2.</source>
        <translation>die Platte ist voll (%1). Schaffen Sie Platz und machen Sie weiter, oder nennen Sie in %2 einen Ordner auf einer anderen Platte.</translation>
    </message>
    <message>
        <source>%1 sends something else: %2 instead of %3. Often that is the login page of a network: open any page in a browser, then try again.</source>
        <translation>%1 schickt etwas anderes: %2 statt %3. Oft ist das die Anmeldeseite eines Netzes: öffnen Sie eine beliebige Seite im Browser, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>the file ended too early.</source>
        <translation>die Datei endete zu früh.</translation>
    </message>
    <message>
        <source>the server and what came earlier do not fit together. Try again later.</source>
        <translation>was der Server schickt und was schon da ist, passt nicht zusammen. Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>what came from %1 is not the published file: its SHA-256 begins with %2, not with %3. It was thrown away. Try again; if it stays so, something on the way changes it.</source>
        <translation>was von %1 kam, ist nicht die veröffentlichte Datei: ihr SHA-256 beginnt mit %2, nicht mit %3. Es wurde verworfen. Versuchen Sie es noch einmal; bleibt es so, ändert etwas unterwegs die Datei.</translation>
    </message>
    <message>
        <source>%1 cannot be written to the end: the disk refuses.</source>
        <translation>%1 lässt sich nicht zu Ende schreiben: die Platte verweigert es.</translation>
    </message>
    <message>
        <source>%1 cannot get its name: %2.</source>
        <translation>%1 kann seinen Namen nicht bekommen: %2.</translation>
    </message>
    <message>
        <source>%1 What has come, %2, is kept: the next try goes on from there.</source>
        <translation>%1 Was schon da ist, %2, bleibt: der nächste Versuch macht dort weiter.</translation>
    </message>
    <message>
        <source>%1 is in the way: it is no file that a download began. Move it away, then try again.</source>
        <translation>%1 ist im Weg: keine Datei, die ein Download begonnen hat. Verschieben Sie es, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>it has more than %1, and no such file is so large: it is not taken.</source>
        <translation>sie hat mehr als %1, und so groß ist keine solche Datei: sie wird nicht genommen.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FilmModel</name>
    <message>
        <source>cannot be shown</source>
        <translation>nicht darstellbar</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FilmStrip</name>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Remove from the strip</source>
        <translation>Aus dem Streifen entfernen</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>as added</source>
        <translation>wie hinzugefügt</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>nach Name</translation>
    </message>
    <message>
        <source>by confidence</source>
        <translation>nach Sicherheit</translation>
    </message>
    <message>
        <source>by class</source>
        <translation>nach Klasse</translation>
    </message>
    <message>
        <source>The order of the strip</source>
        <translation>Die Reihenfolge im Streifen</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove these %1 from the strip</source>
        <translation>Diese %1 aus dem Streifen entfernen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Nächstes Einzelbild</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>Voriges Einzelbild</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FilterView</name>
    <message>
        <source>Components</source>
        <translation>Komponenten</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>Wie sie sind</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>The %1 strongest of the shapes that its %2 filters are mixed from (principal components; grey is 0)</source>
        <translation>Die %1 stärksten der Formen, aus denen die %2 Filter gemischt sind (Hauptkomponenten; Grau ist 0)</translation>
    </message>
    <message>
        <source>The first %1 of its %2 filters (grey is 0)</source>
        <translation>Die ersten %1 der %2 Filter (Grau ist 0)</translation>
    </message>
    <message>
        <source>component %1: %2 of the filters&apos; variance</source>
        <translation>Komponente %1: %2 der Varianz der Filter</translation>
    </message>
    <message>
        <source>filter %1</source>
        <translation>Filter %1</translation>
    </message>
    <message>
        <source>How strongly each patch answers to component %1</source>
        <translation>Wie stark jeder Patch auf Komponente %1 antwortet</translation>
    </message>
    <message>
        <source>How strongly each patch answers to filter %1</source>
        <translation>Wie stark jeder Patch auf Filter %1 antwortet</translation>
    </message>
    <message>
        <source>patch · filter</source>
        <translation>Patch · Filter</translation>
    </message>
    <message>
        <source>On this picture</source>
        <translation>An diesem Bild</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FindingView</name>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Maus</translation>
    </message>
    <message>
        <source>over the picture: where does that patch look?</source>
        <translation>über das Bild: Wohin schaut dieser Patch?</translation>
    </message>
    <message>
        <source>through the layers: how the look builds up</source>
        <translation>durch die Schichten: wie der Blick entsteht</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Ablegen</translation>
    </message>
    <message>
        <source>a picture of your own: what does the model see?</source>
        <translation>ein eigenes Bild: Was sieht das Modell?</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Hides the first steps for good</source>
        <translation>Blendet die ersten Schritte endgültig aus</translation>
    </message>
    <message>
        <source>over the picture: paint patches out, and see what becomes of the answer (K: no brush)</source>
        <translation>über dem Bild: Patches übermalen und sehen, was aus der Antwort wird (K: kein Pinsel)</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::GridPage</name>
    <message>
        <source>head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>%1 to %2 px</source>
        <translation>%1 bis %2 px</translation>
    </message>
    <message>
        <source>%1 goes through all heads at once: the picture shows it, the small maps show attention.</source>
        <translation>%1 geht durch alle Köpfe zugleich: Das Bild zeigt es, die kleinen Karten zeigen die Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>Schicht %1, Kopf %2</translation>
    </message>
    <message>
        <source>Layer %1, its %2 heads on average</source>
        <translation>Schicht %1, ihre %2 Köpfe im Mittel</translation>
    </message>
    <message>
        <source>asked by %1</source>
        <translation>gefragt von %1</translation>
    </message>
    <message>
        <source>who looks at %1</source>
        <translation>wer auf %1 schaut</translation>
    </message>
    <message>
        <source>%1, %2: %3 bits of entropy</source>
        <translation>%1, %2: %3 Bit Entropie</translation>
    </message>
    <message>
        <source>, mean distance %1 px</source>
        <translation>, mittlere Distanz %1 px</translation>
    </message>
    <message>
        <source>How far each head looks, px, by layer</source>
        <translation>Wie weit jeder Kopf schaut, px, nach Schicht</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>How spread out it is, bits, by layer (%1 = everywhere alike)</source>
        <translation>Wie verteilt es ist, Bit, nach Schicht (%1 = überall gleich)</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>Bit</translation>
    </message>
    <message>
        <source>Patch size times the distance between two patches, weighted by attention, the class token left out: the mean over all patches. The same for every query.</source>
        <translation>Patchgröße mal Abstand zweier Patches, nach Aufmerksamkeit gewichtet, ohne das Klassen-Token: das Mittel über alle Patches. Für jede Anfrage gleich.</translation>
    </message>
    <message>
        <source>The entropy of the query&apos;s attention over all tokens: 0 bits looks at one token alone.</source>
        <translation>Die Entropie der Aufmerksamkeit der Anfrage über alle Token: 0 Bit schaut auf ein einziges Token.</translation>
    </message>
    <message>
        <source>How far the heads look: %1 in the first %2 layers, %3 in the last %2.</source>
        <translation>Wie weit die Köpfe schauen: %1 in den ersten %2 Schichten, %3 in den letzten %2.</translation>
    </message>
    <message>
        <source>a click on a map goes there</source>
        <translation>ein Klick auf eine Karte führt dorthin</translation>
    </message>
    <message>
        <source>Attention: %1</source>
        <translation>Aufmerksamkeit: %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::HeadsGrid</name>
    <message>
        <source>All heads</source>
        <translation>Alle Köpfe</translation>
    </message>
    <message>
        <source>layer %1 · head %2</source>
        <translation>Schicht %1 · Kopf %2</translation>
    </message>
    <message>
        <source>%1 · %2 bits</source>
        <translation>%1 · %2 Bit</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::HeadsView</name>
    <message>
        <source>Heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>What each head takes in for %1</source>
        <translation>Was jeder Kopf für %1 aufnimmt</translation>
    </message>
    <message>
        <source>head %1: up to %2 of its attention on one patch
entropy %3 bits, distance %4 px</source>
        <translation>Kopf %1: bis zu %2 seiner Aufmerksamkeit auf einem Patch
Entropie %3 Bit, Distanz %4 px</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::HistogramView</name>
    <message>
        <source>The numbers that leave it: how many there are of each size</source>
        <translation>Die Zahlen, die herauskommen: wie viele es von jeder Größe gibt</translation>
    </message>
    <message>
        <source>Histogram of the numbers that leave it</source>
        <translation>Histogramm der Zahlen, die herauskommen</translation>
    </message>
    <message>
        <source>smallest</source>
        <translation>kleinste</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>größte</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::History</name>
    <message>
        <source>removed pictures</source>
        <translation>entfernte Bilder</translation>
    </message>
    <message>
        <source>another picture</source>
        <translation>anderes Bild</translation>
    </message>
    <message>
        <source>another page</source>
        <translation>andere Seite</translation>
    </message>
    <message>
        <source>another method</source>
        <translation>andere Methode</translation>
    </message>
    <message>
        <source>another layer</source>
        <translation>andere Schicht</translation>
    </message>
    <message>
        <source>another head</source>
        <translation>anderer Kopf</translation>
    </message>
    <message>
        <source>another patch</source>
        <translation>anderer Patch</translation>
    </message>
    <message>
        <source>another class</source>
        <translation>andere Klasse</translation>
    </message>
    <message>
        <source>another crop</source>
        <translation>anderer Ausschnitt</translation>
    </message>
    <message>
        <source>how it is drawn</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>another module</source>
        <translation>anderes Modul</translation>
    </message>
    <message>
        <source>a setting of the map</source>
        <translation>Einstellung der Karte</translation>
    </message>
    <message>
        <source>what is on the board</source>
        <translation>was auf der Tafel ist</translation>
    </message>
    <message>
        <source>what is changed in the run</source>
        <translation>was im Durchlauf verändert ist</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::HubFetch</name>
    <message>
        <source>there is no home folder to keep it in: name a folder in HF_HOME.</source>
        <translation>es gibt kein Heimatverzeichnis dafür: nennen Sie einen Ordner in HF_HOME.</translation>
    </message>
    <message>
        <source>not on this disk, and nothing may be downloaded (--offline, VITRINE_OFFLINE, HF_HUB_OFFLINE).</source>
        <translation>nicht auf dieser Platte, und heruntergeladen werden darf nichts (--offline, VITRINE_OFFLINE, HF_HUB_OFFLINE).</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address.</source>
        <translation>„%1“ ist keine Adresse.</translation>
    </message>
    <message>
        <source>%1 answers, but not as a Hugging Face hub does: no commit, no ETag. Is HF_ENDPOINT right, or is this the login page of a network?</source>
        <translation>%1 antwortet, aber nicht wie ein Hub von Hugging Face: kein Commit, kein ETag. Stimmt HF_ENDPOINT, oder ist das die Anmeldeseite eines Netzes?</translation>
    </message>
    <message>
        <source>it is given only to those who accept its terms: open %1 in a browser, accept them, and set HF_TOKEN to a token of yours.</source>
        <translation>es wird nur gegeben, wenn man seine Bedingungen annimmt: öffnen Sie %1 im Browser, nehmen Sie sie an, und setzen Sie HF_TOKEN auf ein Token von Ihnen.</translation>
    </message>
    <message>
        <source>there is no revision &quot;%1&quot; of it.</source>
        <translation>es gibt davon keine Fassung „%1“.</translation>
    </message>
    <message>
        <source>there is no such repository at %1, or it is private: then set HF_TOKEN to a token that may read it. Check the name for a slip, too.</source>
        <translation>ein solches Repository gibt es bei %1 nicht, oder es ist privat: dann setzen Sie HF_TOKEN auf ein Token, das es lesen darf. Prüfen Sie auch den Namen auf einen Schreibfehler.</translation>
    </message>
    <message>
        <source>%1 does not give it to you (403). Perhaps its terms have to be accepted first: open %2 in a browser.</source>
        <translation>%1 gibt es Ihnen nicht (403). Vielleicht müssen erst seine Bedingungen angenommen werden: öffnen Sie %2 im Browser.</translation>
    </message>
    <message>
        <source>it has neither model.safetensors nor pytorch_model.bin: perhaps it is a data set, an adapter, or a model of another library.</source>
        <translation>es hat weder model.safetensors noch pytorch_model.bin: vielleicht ist es ein Datensatz, ein Adapter oder ein Modell einer anderen Bibliothek.</translation>
    </message>
    <message>
        <source>its index names %1, which is not there.</source>
        <translation>sein Index nennt %1, das es nicht gibt.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ImageView</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>%1 × %2 px at %3, %4</source>
        <translation>%1 × %2 px bei %3, %4</translation>
    </message>
    <message>
        <source>%1 · Shift: any shape</source>
        <translation>%1 · Umschalt: beliebige Form</translation>
    </message>
    <message>
        <source>x %1, y %2 · RGB %3 %4 %5 · normalised %6</source>
        <translation>x %1, y %2 · RGB %3 %4 %5 · normiert %6</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::InsideHeads</name>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>Bit</translation>
    </message>
    <message>
        <source>Mean distance, px</source>
        <translation>Mittlere Entfernung, px</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Mean entropy, bits (%1 = everywhere alike)</source>
        <translation>Mittlere Entropie, Bit (%1 = überall gleich)</translation>
    </message>
    <message>
        <source>Hollow: switched off.</source>
        <translation>Hohl: abgeschaltet.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::InsideMaps</name>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>The pictures coloured together</source>
        <translation>Die gemeinsam gefärbten Bilder</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>classes</comment>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Patches that say:</source>
        <translation>Patches sagen:</translation>
    </message>
    <message>
        <source>Median patch: %1</source>
        <translation>Median der Patches: %1</translation>
    </message>
    <message>
        <source>%1; class token: %2</source>
        <translation>%1; Klassen-Token: %2</translation>
    </message>
    <message>
        <source>A patch under the mouse has its value here.</source>
        <translation>Hier steht der Wert des Patches unter der Maus.</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::InsidePage</name>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Norms</source>
        <translation>Normen</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Linse</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>this picture</source>
        <translation>dieses Bild</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>alle zusammen</translation>
    </message>
    <message>
        <source>What is shown of the tokens</source>
        <translation>Was von den Tokens gezeigt wird</translation>
    </message>
    <message>
        <source>Whose components</source>
        <translation>Wessen Komponenten</translation>
    </message>
    <message>
        <source>The components of this picture&apos;s tokens, or of all pictures in the film strip (16 at most)</source>
        <translation>Die Komponenten der Tokens dieses Bildes oder aller Bilder im Filmstreifen (höchstens 16)</translation>
    </message>
    <message>
        <source>This model has no head: no patch can be read as a class. The other views need none.</source>
        <translation>Dieses Modell hat keinen Kopf: Kein Patch lässt sich als Klasse lesen. Die anderen Ansichten brauchen keinen.</translation>
    </message>
    <message>
        <source>The head of this model is all zeros (random weights): it says the same of every patch.</source>
        <translation>Der Kopf dieses Modells ist überall null (zufällige Gewichte): Er sagt zu jedem Patch dasselbe.</translation>
    </message>
    <message>
        <source>Looking at all pictures</source>
        <translation>Alle Bilder werden angesehen</translation>
    </message>
    <message>
        <source>Looking inside</source>
        <translation>Blick hinein</translation>
    </message>
    <message>
        <source>this picture alone with %1</source>
        <translation>dieses Bild allein mit %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::KeysSheet</name>
    <message>
        <source>No key does that. Ctrl+K finds every command, with a key or without.</source>
        <translation>Dafür gibt es keine Taste. Strg+K findet jeden Befehl, mit oder ohne Taste.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Find a key by what it does</source>
        <translation>Eine Taste nach dem suchen, was sie tut</translation>
    </message>
    <message>
        <source>Find a key</source>
        <translation>Taste suchen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LayerPlot</name>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>%1, axis from %2</source>
        <translation>%1, Achse ab %2</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LayerRow</name>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LayersPanel</name>
    <message>
        <source>Layer by layer</source>
        <translation>Schicht für Schicht</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>Distanz</translation>
    </message>
    <message>
        <source>Figure plotted by layer</source>
        <translation>Nach Schicht gezeichnete Größe</translation>
    </message>
    <message>
        <source>no layer has an opinion: the head is all zeros</source>
        <translation>keine Schicht hat eine Meinung: Der Klassifikator besteht aus Nullen</translation>
    </message>
    <message>
        <source>%1 from the start</source>
        <translation>%1 von Anfang an</translation>
    </message>
    <message>
        <source>%1 from layer %2 on</source>
        <translation>%1 ab Schicht %2</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>mean of heads</source>
        <translation>Mittel der Köpfe</translation>
    </message>
    <message>
        <source>%1, % by layer</source>
        <translation>%1, % nach Schicht</translation>
    </message>
    <message>
        <source>Entropy, bits, %1</source>
        <translation>Entropie, Bit, %1</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>Bit</translation>
    </message>
    <message>
        <source>Distance, px, %1</source>
        <translation>Distanz, px, %1</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>A reading twice over of %1: the head has only ever been trained on the class token, and </source>
        <translation>Eine doppelte Deutung von %1: Der Klassifikator wurde nur am Klassen-Token trainiert, und </translation>
    </message>
    <message>
        <source>A reading, not an answer: </source>
        <translation>Eine Deutung, keine Antwort: </translation>
    </message>
    <message>
        <source>the model&apos;s last norm and head, made for what leaves the last layer, are applied to the token after every layer (“in”: before the first).</source>
        <translation>letzte Normierung und Klassifikator des Modells, gemacht für das, was aus der letzten Schicht kommt, werden nach jeder Schicht auf das Token angewandt („ein“: vor der ersten).</translation>
    </message>
    <message>
        <source>no head to read with</source>
        <translation>kein Klassifikator zum Ablesen</translation>
    </message>
    <message>
        <source>A reading twice over of %1: the head has only ever been trained on the mean of the patches, and </source>
        <translation>Eine doppelte Deutung von %1: Der Klassifikator wurde nur am Mittel der Patches trainiert, und </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LensRows</name>
    <message>
        <source>What each layer would say</source>
        <translation>Was jede Schicht sagen würde</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LookPanel</name>
    <message>
        <source>unpin</source>
        <translation>lösen</translation>
    </message>
    <message>
        <source>Opacity of the overlay</source>
        <translation>Deckkraft der Überlagerung</translation>
    </message>
    <message>
        <source>Where it looked</source>
        <translation>Wohin es schaute</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>%1 (now)</source>
        <translation>%1 (jetzt)</translation>
    </message>
    <message>
        <source>patch under the mouse</source>
        <translation>Patch unter der Maus</translation>
    </message>
    <message>
        <source>class token</source>
        <translation>Klassen-Token</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>How the map is drawn over the picture</source>
        <translation>Wie die Karte über das Bild gezeichnet wird</translation>
    </message>
    <message numerus="yes">
        <source>%n patches, each in its colour</source>
        <translation>
            <numerusform>%n Patch in seiner Farbe</numerusform>
            <numerusform>%n Patches, jeder in seiner Farbe</numerusform>
        </translation>
    </message>
    <message>
        <source>Who asks: move the mouse over the picture for a patch, click to keep it. Ctrl and a click compares several.</source>
        <translation>Wer fragt: Maus über das Bild bewegen für einen Patch, Klick behält ihn. Strg und Klick vergleicht mehrere.</translation>
    </message>
    <message>
        <source>Back to the class token, or to all patches in a model without one (Esc)</source>
        <translation>Zurück zum Klassen-Token, in einem Modell ohne eines zu allen Patches (Esc)</translation>
    </message>
    <message>
        <source>all patches</source>
        <translation>alle Patches</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>Durch</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>blue to red, about 0</source>
        <translation>blau bis rot, um 0</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>About this method</source>
        <translation>Über diese Methode</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MainWindow</name>
    <message>
        <source>%1 · Vitrine</source>
        <translation>%1 · Vitrine</translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation>Bilder öffnen</translation>
    </message>
    <message>
        <source>Open a folder of pictures</source>
        <translation>Ordner mit Bildern öffnen</translation>
    </message>
    <message>
        <source>Open a checkpoint</source>
        <translation>Checkpoint öffnen</translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation>eingefügtes Bild</translation>
    </message>
    <message>
        <source>Nothing to paste</source>
        <translation>Nichts einzufügen</translation>
    </message>
    <message>
        <source>dropped picture</source>
        <translation>abgelegtes Bild</translation>
    </message>
    <message>
        <source>%1 would make 64 numbers a head.</source>
        <translation>%1 ergäbe 64 Zahlen je Kopf.</translation>
    </message>
    <message>
        <source>It must divide %1.</source>
        <translation>Die Zahl muss %1 teilen.</translation>
    </message>
    <message>
        <source>How many heads?</source>
        <translation>Wie viele Köpfe?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open pictures…</source>
        <translation>Bilder öffnen …</translation>
    </message>
    <message>
        <source>Open a folder of pictures…</source>
        <translation>Ordner mit Bildern öffnen …</translation>
    </message>
    <message>
        <source>Open a checkpoint…</source>
        <translation>Checkpoint öffnen …</translation>
    </message>
    <message>
        <source>Dummy input, as torch.randn(1, 3, H, W)</source>
        <translation>Probe-Eingabe wie torch.randn(1, 3, H, W)</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Search the tree</source>
        <translation>Im Baum suchen</translation>
    </message>
    <message>
        <source>Choose the model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Choose where it runs</source>
        <translation>Wählen, wo es rechnet</translation>
    </message>
    <message>
        <source>Switch dark and light</source>
        <translation>Dunkel und hell wechseln</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Next layer</source>
        <translation>Nächste Schicht</translation>
    </message>
    <message>
        <source>Previous layer</source>
        <translation>Vorige Schicht</translation>
    </message>
    <message>
        <source>Next head</source>
        <translation>Nächster Kopf</translation>
    </message>
    <message>
        <source>Previous head</source>
        <translation>Voriger Kopf</translation>
    </message>
    <message>
        <source>Back and undo</source>
        <translation>Zurück und rückgängig</translation>
    </message>
    <message>
        <source>Back to what was looked at before</source>
        <translation>Zurück zum zuvor Betrachteten</translation>
    </message>
    <message>
        <source>Forward again</source>
        <translation>Wieder vorwärts</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>Wiederholt: %1</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Command palette: everything by name</source>
        <translation>Befehlspalette: alles beim Namen</translation>
    </message>
    <message>
        <source>All keys…</source>
        <translation>Alle Tasten …</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Present to a room</source>
        <translation>Vorführen</translation>
    </message>
    <message>
        <source>Show or hide the tree</source>
        <translation>Baum zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Show or hide the right side</source>
        <translation>Rechte Seite zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Show or hide the film strip</source>
        <translation>Filmstreifen zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>About Vitrine…</source>
        <translation>Über Vitrine …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Text as at first</source>
        <translation>Schrift wie am Anfang</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Maus</translation>
    </message>
    <message>
        <source>over a patch</source>
        <translation>über einem Patch</translation>
    </message>
    <message>
        <source>that patch asks: where does it look?</source>
        <translation>dieser Patch fragt: Wohin schaut er?</translation>
    </message>
    <message>
        <source>click</source>
        <translation>Klick</translation>
    </message>
    <message>
        <source>keep that patch as the query</source>
        <translation>diesen Patch als Anfrage behalten</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>vergrößern und verkleinern</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>move the picture</source>
        <translation>das Bild verschieben</translation>
    </message>
    <message>
        <source>double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>fit the picture</source>
        <translation>das Bild einpassen</translation>
    </message>
    <message>
        <source>back, forward</source>
        <translation>zurück, vor</translation>
    </message>
    <message>
        <source>the mouse&apos;s side buttons: what was looked at before, and forward</source>
        <translation>die Seitentasten der Maus: zuvor Betrachtetes und wieder vorwärts</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>to the next control, Shift+Tab to the one before</source>
        <translation>zum nächsten Bedienelement, Umschalt+Tab zum vorigen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>cancel what runs; back to the class token; close what is open</source>
        <translation>Laufendes abbrechen; zurück zum Klassen-Token; Offenes schließen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>in the film strip: remove the picture; undo brings it back</source>
        <translation>im Filmstreifen: das Bild entfernen; Rückgängig holt es zurück</translation>
    </message>
    <message>
        <source>Presenting</source>
        <translation>Beim Vorführen</translation>
    </message>
    <message>
        <source>layer before, layer after</source>
        <translation>vorige, nächste Schicht</translation>
    </message>
    <message>
        <source>head before, head after</source>
        <translation>voriger, nächster Kopf</translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation>Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>picture before, picture after</source>
        <translation>voriges, nächstes Bild</translation>
    </message>
    <message>
        <source>black screen</source>
        <translation>schwarzer Schirm</translation>
    </message>
    <message>
        <source>the ring around the mouse</source>
        <translation>der Ring um die Maus</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>verlassen</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation>Szenen</translation>
    </message>
    <message>
        <source>Nothing opened yet</source>
        <translation>Noch nichts geöffnet</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Diese Liste leeren</translation>
    </message>
    <message>
        <source>Pictures (%1);;All files (*)</source>
        <translation>Bilder (%1);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>the clipboard holds no picture, no file and no address. Copy a picture first.</source>
        <translation>die Zwischenablage enthält kein Bild, keine Datei und keine Adresse. Erst ein Bild kopieren.</translation>
    </message>
    <message>
        <source>Next frame or page of the file</source>
        <translation>Nächstes Einzelbild oder nächste Seite der Datei</translation>
    </message>
    <message>
        <source>Previous frame or page of the file</source>
        <translation>Voriges Einzelbild oder vorige Seite der Datei</translation>
    </message>
    <message>
        <source>Compare the models…</source>
        <translation>Modelle vergleichen …</translation>
    </message>
    <message>
        <source>Switch trained and random weights</source>
        <translation>Trainierte und zufällige Gewichte wechseln</translation>
    </message>
    <message>
        <source>Copy the tree as text</source>
        <translation>Baum als Text kopieren</translation>
    </message>
    <message>
        <source>Copy the tree as Markdown</source>
        <translation>Baum als Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy the tree as print(model)</source>
        <translation>Baum als print(model) kopieren</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>Alle Köpfe</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>Play the layers, or stop</source>
        <translation>Schichten abspielen oder anhalten</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>What the query looks at, or who looks at it</source>
        <translation>Worauf die Anfrage schaut, oder wer auf sie schaut</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X</translation>
    </message>
    <message>
        <source>Choose the class explained</source>
        <translation>Erklärte Klasse wählen</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>Explain the most probable class</source>
        <translation>Die wahrscheinlichste Klasse erklären</translation>
    </message>
    <message>
        <source>Shift+C</source>
        <translation>Shift+C</translation>
    </message>
    <message>
        <source>Layer by layer: open or fold</source>
        <translation>Schicht für Schicht: auf- oder zuklappen</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>All of the picture</source>
        <translation>Das ganze Bild</translation>
    </message>
    <message>
        <source>Actual size: a pixel of the picture is one of the screen</source>
        <translation>Echte Größe: Ein Bildpixel ist ein Bildschirmpixel</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Zoom to what the model sees</source>
        <translation>Auf das vergrößern, was das Modell sieht</translation>
    </message>
    <message>
        <source>Z</source>
        <translation>Z</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>What the model gets: its own pixels, or the picture</source>
        <translation>Was das Modell bekommt: seine eigenen Pixel, oder das Bild</translation>
    </message>
    <message>
        <source>I</source>
        <translation>I</translation>
    </message>
    <message>
        <source>Move and resize what the model sees</source>
        <translation>Verschieben und skalieren, was das Modell sieht</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>Crop as the model was trained</source>
        <translation>Ausschnitt, wie das Modell trainiert wurde</translation>
    </message>
    <message>
        <source>Shift+E</source>
        <translation>Shift+E</translation>
    </message>
    <message>
        <source>Compare this patch, or let it go</source>
        <translation>Diesen Patch vergleichen oder lösen</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>The mouse reads values, or asks</source>
        <translation>Die Maus liest Werte, oder fragt</translation>
    </message>
    <message>
        <source>V</source>
        <translation>V</translation>
    </message>
    <message>
        <source>Map smooth, or patch by patch</source>
        <translation>Karte weich, oder Patch für Patch</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>Lines of equal value</source>
        <translation>Linien gleichen Werts</translation>
    </message>
    <message>
        <source>Shift+L</source>
        <translation>Shift+L</translation>
    </message>
    <message>
        <source>One colour scale for all layers and heads, or each its own</source>
        <translation>Eine Farbskala für alle Schichten und Köpfe, oder jede eigene</translation>
    </message>
    <message>
        <source>Shift+S</source>
        <translation>Shift+S</translation>
    </message>
    <message>
        <source>Next way of meeting the picture: over, multiply, screen, light</source>
        <translation>Nächste Verbindung mit dem Bild: darüber, mal, Licht, hell</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Space, held</source>
        <translation>Leertaste, gehalten</translation>
    </message>
    <message>
        <source>The picture without its map</source>
        <translation>Das Bild ohne seine Karte</translation>
    </message>
    <message>
        <source>Ctrl and click</source>
        <translation>Strg und Klick</translation>
    </message>
    <message>
        <source>Compare patches, each in its colour</source>
        <translation>Patches vergleichen, jeden in seiner Farbe</translation>
    </message>
    <message>
        <source>Pull at the frame</source>
        <translation>Am Rahmen ziehen</translation>
    </message>
    <message>
        <source>Another crop; Shift: not square; arrows move it, Ctrl and arrows resize it, Backspace takes it back</source>
        <translation>Anderer Ausschnitt; Umschalt: nicht quadratisch; Pfeile verschieben, Strg und Pfeile skalieren, Rücktaste setzt zurück</translation>
    </message>
    <message>
        <source>Open an address</source>
        <translation>Adresse öffnen</translation>
    </message>
    <message>
        <source>Where the picture is:</source>
        <translation>Wo das Bild liegt:</translation>
    </message>
    <message>
        <source>This is no address</source>
        <translation>Das ist keine Adresse</translation>
    </message>
    <message>
        <source>it begins with https:// or http://: https://example.org/cat.jpg</source>
        <translation>Sie beginnt mit https:// oder http://: https://example.org/katze.jpg</translation>
    </message>
    <message>
        <source>Open an address (https://…)…</source>
        <translation>Adresse öffnen (https://…) …</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>Paste a picture, file or address</source>
        <translation>Bild, Datei oder Adresse einfügen</translation>
    </message>
    <message>
        <source>Checkpoints (*.safetensors *.pth *.pt *.bin *.ckpt *.index.json);;All files (*)</source>
        <translation>Checkpoints (*.safetensors *.pth *.pt *.bin *.ckpt *.index.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Class names: a text file with one name a line, in the order of the classes</source>
        <translation>Klassennamen: eine Textdatei mit einem Namen je Zeile, in der Reihenfolge der Klassen</translation>
    </message>
    <message>
        <source>Text files (*.txt);;All files (*)</source>
        <translation>Textdateien (*.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Class names from a text file…</source>
        <translation>Klassennamen aus einer Textdatei …</translation>
    </message>
    <message>
        <source>Open a model from Hugging Face…</source>
        <translation>Ein Modell von Hugging Face öffnen …</translation>
    </message>
    <message>
        <source>%1:// is not read</source>
        <translation>%1:// wird nicht gelesen</translation>
    </message>
    <message>
        <source>Not saved when the window was closed</source>
        <translation>Beim Schließen des Fensters nicht gespeichert</translation>
    </message>
    <message>
        <source>Vitrine reads files, and addresses that begin with https:// or http://. Fetch it with another program, then open the file.</source>
        <translation>Vitrine liest Dateien und Adressen, die mit https:// oder http:// beginnen. Mit einem anderen Programm herunterladen, dann die Datei öffnen.</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Show the tree (Ctrl+1): there is room for it or for the right side</source>
        <translation>Den Baum zeigen (Strg+1): Platz ist für ihn oder für die rechte Seite</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Show the right side (Ctrl+2): there is room for it or for the tree</source>
        <translation>Die rechte Seite zeigen (Strg+2): Platz ist für sie oder für den Baum</translation>
    </message>
    <message>
        <source>%1 does not say how many attention heads it has,
and its width of %2 is not a well-known one.
Its author or its config file tells: with another number all it says is wrong. %3</source>
        <translation>%1 sagt nicht, wie viele Aufmerksamkeitsköpfe es hat,
und seine Breite von %2 ist keine bekannte.
Sein Autor oder seine Konfigurationsdatei weiß es: Mit einer anderen Zahl ist alles falsch, was es sagt. %3</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Innen</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
    <message>
        <source>Brush: paint patches out</source>
        <translation>Pinsel: Patches übermalen</translation>
    </message>
    <message>
        <source>K</source>
        <translation>K</translation>
    </message>
    <message>
        <source>Paint the patch that asks out, or put it back</source>
        <translation>Den fragenden Patch übermalen oder zurückholen</translation>
    </message>
    <message>
        <source>Ctrl+Shift+K</source>
        <translation>Ctrl+Shift+K</translation>
    </message>
    <message>
        <source>Nothing changed in the run: all patches, heads and layers back</source>
        <translation>Nichts mehr verändert: alle Patches, Köpfe und Schichten zurück</translation>
    </message>
    <message>
        <source>Shift+K</source>
        <translation>Shift+K</translation>
    </message>
    <message>
        <source>Heads that matter: rank them</source>
        <translation>Köpfe, auf die es ankommt: Rangliste</translation>
    </message>
    <message>
        <source>Sanity check: does this map depend on the model?</source>
        <translation>Plausibilitätsprüfung: Hängt diese Karte vom Modell ab?</translation>
    </message>
    <message>
        <source>There is nothing to present yet: open a picture first</source>
        <translation>Es gibt noch nichts zu zeigen: erst ein Bild öffnen</translation>
    </message>
    <message>
        <source>There is no map to present: what is in the way is said here</source>
        <translation>Es gibt keine Karte zu zeigen: was im Weg steht, steht hier</translation>
    </message>
    <message>
        <source>Open something else</source>
        <translation>Anderes öffnen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MapFigure</name>
    <message>
        <source>from %1 to %2 %3</source>
        <translation>von %1 bis %2 %3</translation>
    </message>
    <message>
        <source>%1, %2
%3</source>
        <comment>row, column, value</comment>
        <translation>%1, %2
%3</translation>
    </message>
    <message>
        <source>of the variance</source>
        <translation>der Varianz</translation>
    </message>
    <message>
        <source>left out</source>
        <comment>a patch</comment>
        <translation>ausgelassen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MapStrip</name>
    <message>
        <source>%1, %2 of %3</source>
        <translation>%1, %2 von %3</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MatrixPage</name>
    <message>
        <source>who looks at %1</source>
        <translation>wer auf %1 schaut</translation>
    </message>
    <message>
        <source>what %1 looks at</source>
        <translation>worauf %1 schaut</translation>
    </message>
    <message>
        <source>computing …</source>
        <translation>wird berechnet …</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>sich selbst</translation>
    </message>
    <message>
        <source>the class token</source>
        <translation>Klassen-Token</translation>
    </message>
    <message>
        <source>the distillation token</source>
        <translation>Destillations-Token</translation>
    </message>
    <message>
        <source>register %1</source>
        <translation>Register %1</translation>
    </message>
    <message>
        <source>%1 · %2 → %3</source>
        <translation>%1 · %2 → %3</translation>
    </message>
    <message>
        <source>A row is a token that asks, a column one that is looked at: %1. Every row sums to 1. The wheel zooms, dragging moves.</source>
        <translation>Eine Zeile ist ein Token, das fragt, eine Spalte eines, auf das geschaut wird: %1. Jede Zeile ergibt 1. Das Mausrad vergrößert, Ziehen verschiebt.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MatrixView</name>
    <message>
        <source>Attention of every token to every other</source>
        <translation>Aufmerksamkeit jedes Tokens auf jedes andere</translation>
    </message>
    <message>
        <source>looked at: row of patches</source>
        <translation>angeschaut: Zeile der Patches</translation>
    </message>
    <message>
        <source>asking: row of patches</source>
        <translation>fragend: Zeile der Patches</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MethodChoice</name>
    <message>
        <source>To compare with</source>
        <translation>Zum Vergleich</translation>
    </message>
    <message>
        <source>What spoke for a class</source>
        <translation>Was für eine Klasse sprach</translation>
    </message>
    <message>
        <source>Where it looked</source>
        <translation>Wohin es schaute</translation>
    </message>
    <message>
        <source>This model has no head, so there is no class to explain.</source>
        <translation>Dieses Modell hat keinen Kopf, also gibt es keine Klasse zu erklären.</translation>
    </message>
    <message>
        <source>Method: %1</source>
        <translation>Methode: %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MethodsPopup</name>
    <message>
        <source>slow: 32 passes forward and back</source>
        <translation>langsam: 32 Durchläufe vor und zurück</translation>
    </message>
    <message>
        <source>slow: one pass for every patch</source>
        <translation>langsam: ein Durchlauf für jeden Patch</translation>
    </message>
    <message>
        <source>always there, to compare with</source>
        <translation>immer dabei, zum Vergleich</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MisfitSheet</name>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>not expected</source>
        <translation>nicht erwartet</translation>
    </message>
    <message>
        <source>another shape</source>
        <translation>andere Form</translation>
    </message>
    <message>
        <source>another dtype</source>
        <translation>anderer Zahltyp</translation>
    </message>
    <message>
        <source>Tensors that do not fit</source>
        <translation>Tensoren, die nicht passen</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>what</source>
        <translation>was</translation>
    </message>
    <message>
        <source>should be</source>
        <translation>soll</translation>
    </message>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>What does not fit</source>
        <translation>Was nicht passt</translation>
    </message>
    <message>
        <source>What does not fit in %1</source>
        <translation>Was an %1 nicht passt</translation>
    </message>
    <message>
        <source>To open as a plain ViT, the file would need each missing tensor and none that is not expected. Names are the file&apos;s own.</source>
        <translation>Um als schlichter ViT zu öffnen, bräuchte die Datei jeden fehlenden Tensor und keinen unerwarteten. Die Namen sind die der Datei.</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>Tabelle kopieren</translation>
    </message>
    <message>
        <source>%1 stays open.</source>
        <translation>%1 bleibt offen.</translation>
    </message>
    <message>
        <source>This file is %1.</source>
        <translation>Diese Datei ist %1.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ModelPicker</name>
    <message>
        <source>ViT-S/14</source>
        <translation>ViT-S/14</translation>
    </message>
    <message>
        <source>comes with Vitrine</source>
        <translation>gehört zu Vitrine</translation>
    </message>
    <message>
        <source>Open a checkpoint…</source>
        <translation>Checkpoint öffnen …</translation>
    </message>
    <message>
        <source>everyday</source>
        <translation>everyday</translation>
    </message>
    <message>
        <source>105 everyday things · 93.6 % top-1 on its own test pictures</source>
        <translation>105 Alltagsdinge · 93.6 % Top-1 auf den eigenen Testbildern</translation>
    </message>
    <message>
        <source>on this disk</source>
        <translation>auf dieser Platte</translation>
    </message>
    <message>
        <source>A small, really trained model: animals, clothes, instruments and other things of every day. What it does not know it puts among them: a rocket becomes a chandelier.</source>
        <translation>Ein kleines, wirklich trainiertes Modell: Tiere, Kleidung, Instrumente und andere Dinge des Alltags. Was es nicht kennt, ordnet es darunter ein: Eine Rakete wird zum Kronleuchter.</translation>
    </message>
    <message>
        <source>%1 px · %2 GMACs · %3 % top-1</source>
        <translation>%1 px · %2 GMACs · %3 % Top-1</translation>
    </message>
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>as torch.manual_seed(seed); torchvision.models.%1()</source>
        <translation>wie torch.manual_seed(seed); torchvision.models.%1()</translation>
    </message>
    <message>
        <source>seed  </source>
        <translation>Startwert  </translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Draw weights</source>
        <translation>Gewichte ziehen</translation>
    </message>
    <message>
        <source>the checkpoint that is open</source>
        <translation>der geöffnete Checkpoint</translation>
    </message>
    <message>
        <source>Compare them all…</source>
        <translation>Alle vergleichen …</translation>
    </message>
    <message>
        <source>sizes, accuracy, licence, time here</source>
        <translation>Größen, Genauigkeit, Lizenz, Zeit hier</translation>
    </message>
    <message>
        <source>its architecture, drawn as torchvision draws it</source>
        <translation>seine Architektur, gezogen wie torchvision sie zieht</translation>
    </message>
    <message>
        <source>.safetensors, .pth, a folder: torchvision, timm, Hugging Face…</source>
        <translation>.safetensors, .pth, ein Ordner: torchvision, timm, Hugging Face …</translation>
    </message>
    <message>
        <source>From Hugging Face…</source>
        <translation>Von Hugging Face…</translation>
    </message>
    <message>
        <source>owner/name</source>
        <translation>besitzer/name</translation>
    </message>
    <message>
        <source>Download %1…</source>
        <translation>%1 herunterladen…</translation>
    </message>
    <message>
        <source>What is not here is downloaded from download.pytorch.org when you choose it, after its size and licence were shown. It is kept in %1, where Python finds it too.</source>
        <translation>Was nicht hier ist, wird von download.pytorch.org geladen, wenn Sie es wählen, nachdem Größe und Lizenz gezeigt wurden. Es liegt dann in %1, wo auch Python es findet.</translation>
    </message>
    <message>
        <source>%1 layers, width %2 · %3 of weights</source>
        <translation>%1 Schichten, Breite %2 · %3 Gewichte</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ModuleTreeModel</name>
    <message>
        <source>%1
%2, output %3
%4 parameters (%5)%6</source>
        <translation>%1
%2, Ausgabe %3
%4 Parameter (%5)%6</translation>
    </message>
    <message>
        <source>, %1 GMACs</source>
        <translation>, %1 GMACs</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>GMACs</source>
        <translation>GMACs</translation>
    </message>
    <message>
        <source>
%1 MiB of weights, %2 MiB of activations</source>
        <translation>
%1 MiB Gewichte, %2 MiB Aktivierungen</translation>
    </message>
    <message>
        <source>
%1 ms in the last run</source>
        <translation>
%1 ms im letzten Lauf</translation>
    </message>
    <message>
        <source>the module&apos;s own name</source>
        <translation>der Name des Moduls</translation>
    </message>
    <message>
        <source>torch&apos;s class</source>
        <translation>die Klasse in torch</translation>
    </message>
    <message>
        <source>shape of what leaves it, one picture</source>
        <translation>Form dessen, was herauskommt, bei einem Bild</translation>
    </message>
    <message>
        <source>numbers that were learned, with all below</source>
        <translation>gelernte Zahlen, mit allem darunter</translation>
    </message>
    <message>
        <source>of the model&apos;s parameters</source>
        <translation>der Parameter des Modells</translation>
    </message>
    <message>
        <source>billions of multiply-adds for one picture</source>
        <translation>Milliarden Multiplikationen mit Addition für ein Bild</translation>
    </message>
    <message>
        <source>MiB of its parameters in the dtype that is chosen</source>
        <translation>MiB seiner Parameter im gewählten Zahlentyp</translation>
    </message>
    <message>
        <source>MiB of what leaves it and the modules in it, one picture</source>
        <translation>MiB dessen, was aus ihm und den Modulen darin herauskommt, bei einem Bild</translation>
    </message>
    <message>
        <source>ms in the last run, by the clock</source>
        <translation>ms im letzten Lauf, nach der Uhr</translation>
    </message>
    <message>
        <source>weights, MiB</source>
        <translation>Gewichte, MiB</translation>
    </message>
    <message>
        <source>activations, MiB</source>
        <translation>Aktivierungen, MiB</translation>
    </message>
    <message>
        <source>time, ms</source>
        <translation>Zeit, ms</translation>
    </message>
    <message>
        <source>
in this run: %1</source>
        <translation>
in diesem Durchlauf: %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::NodeCard</name>
    <message>
        <source>shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>in, out</source>
        <translation>ein, aus</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>blocks alike</source>
        <translation>gleiche Blöcke</translation>
    </message>
    <message>
        <source>parameters of each</source>
        <translation>Parameter von jedem</translation>
    </message>
    <message>
        <source>parameters together</source>
        <translation>Parameter zusammen</translation>
    </message>
    <message>
        <source>a parameter of its own, %1 numbers</source>
        <translation>ein eigener Parameter, %1 Zahlen</translation>
    </message>
    <message>
        <source>billions of multiply-adds for one picture</source>
        <translation>Milliarden Multiplikationen mit Addition für ein Bild</translation>
    </message>
    <message>
        <source>entropy of the patch&apos;s row</source>
        <translation>Entropie der Zeile des Patches</translation>
    </message>
    <message>
        <source>entropy of the class row</source>
        <translation>Entropie der Klassenzeile</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 Bit</translation>
    </message>
    <message>
        <source>How spread out the attention is: 0 bits looks at one token, %1 bits at all alike.</source>
        <translation>Wie verteilt die Aufmerksamkeit ist: 0 Bit schaut auf ein Token, %1 Bit auf alle gleich.</translation>
    </message>
    <message>
        <source>distance, mean of all patches</source>
        <translation>Distanz, Mittel aller Patches</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>How far away, on average, a patch finds what it attends to, in pixels of the model&apos;s input.</source>
        <translation>Wie weit entfernt ein Patch im Mittel findet, worauf er achtet, in Pixeln der Modelleingabe.</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation>%1 KiB</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 MiB</translation>
    </message>
    <message>
        <source>its parameters in %1</source>
        <translation>seine Parameter in %1</translation>
    </message>
    <message>
        <source>what leaves it and the modules in it, in %1, for one picture</source>
        <translation>was aus ihm und den Modulen darin herauskommt, in %1, für ein Bild</translation>
    </message>
    <message>
        <source>time, last run</source>
        <translation>Zeit, letzter Lauf</translation>
    </message>
    <message>
        <source>%1 ms, %2</source>
        <translation>%1 ms, %2</translation>
    </message>
    <message>
        <source>by the clock, and its share of the forward pass</source>
        <translation>nach der Uhr, und sein Anteil am Durchlauf</translation>
    </message>
    <message>
        <source>memory, weights</source>
        <translation>Speicher, Gewichte</translation>
    </message>
    <message>
        <source>memory, activations</source>
        <translation>Speicher, Aktivierungen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::NodeView</name>
    <message>
        <source>On this picture</source>
        <translation>An diesem Bild</translation>
    </message>
    <message>
        <source>In the weights</source>
        <translation>In den Gewichten</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::NormsView</name>
    <message>
        <source>The same, block by block</source>
        <translation>Dasselbe, Block für Block</translation>
    </message>
    <message>
        <source>Length of the tokens, block by block</source>
        <translation>Länge der Token, Block für Block</translation>
    </message>
    <message>
        <source>How long the tokens are as they enter the first block</source>
        <translation>Wie lang die Token sind, wenn sie in den ersten Block kommen</translation>
    </message>
    <message>
        <source>How long the tokens are after block %1</source>
        <translation>Wie lang die Token nach Block %1 sind</translation>
    </message>
    <message>
        <source>length (L2)</source>
        <translation>Länge (L2)</translation>
    </message>
    <message>
        <source>median of the patches</source>
        <translation>Median der Patches</translation>
    </message>
    <message>
        <source>class token</source>
        <translation>Klassen-Token</translation>
    </message>
    <message>
        <source>outliers, longer than %1</source>
        <translation>Ausreißer, länger als %1</translation>
    </message>
    <message>
        <source>Ringed in the map. Longer than the median by more than 5 standard deviations (1.4826 × the median absolute deviation). Trained ViTs often keep whole-picture information in a few plain patches; these are they (Darcet et al., 2024).</source>
        <translation>In der Karte umringt. Um mehr als 5 Standardabweichungen (1.4826 × die mittlere absolute Abweichung vom Median) länger als der Median. Trainierte ViTs bewahren Information über das ganze Bild oft in wenigen schlichten Patches auf; das sind sie (Darcet et al., 2024).</translation>
    </message>
    <message>
        <source>median patch</source>
        <translation>Median-Patch</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>längstes</translation>
    </message>
    <message>
        <source>blocks passed</source>
        <translation>durchlaufene Blöcke</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::NoticeBar</name>
    <message>
        <source>Click to close</source>
        <translation>Klick schließt</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PageBar</name>
    <message>
        <source>each its own</source>
        <translation>jede eigene</translation>
    </message>
    <message>
        <source>one a layer</source>
        <translation>eine je Schicht</translation>
    </message>
    <message>
        <source>one for all</source>
        <translation>eine für alle</translation>
    </message>
    <message>
        <source>what it looks at</source>
        <translation>worauf sie schaut</translation>
    </message>
    <message>
        <source>who looks at it</source>
        <translation>wer auf sie schaut</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>Alle Köpfe</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>log.</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Scale of the colours</source>
        <translation>Skala der Farben</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>a patch: click it in the picture</source>
        <translation>ein Patch: im Bild anklicken</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Innen</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
    <message>
        <source>Keys 1 to 6</source>
        <translation>Tasten 1 bis 6</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Palette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>A command, picture, module, layer, method or model</source>
        <translation>Befehl, Bild, Modul, Schicht, Methode oder Modell</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Nothing found: other letters, or fewer</source>
        <translation>Nichts gefunden: andere Buchstaben, oder weniger</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PictureActions</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save picture, figure, numbers…</source>
        <translation>Bild, Abbildung, Zahlen speichern …</translation>
    </message>
    <message>
        <source>Save a figure with caption…</source>
        <translation>Abbildung mit Beschriftung speichern …</translation>
    </message>
    <message>
        <source>Save all layers and heads on one sheet…</source>
        <translation>Alle Schichten und Köpfe auf einem Blatt speichern …</translation>
    </message>
    <message>
        <source>Save the map&apos;s numbers…</source>
        <translation>Zahlen der Karte speichern …</translation>
    </message>
    <message>
        <source>Save as a scene…</source>
        <translation>Als Szene speichern …</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open a scene…</source>
        <translation>Szene öffnen …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the picture with the map</source>
        <translation>Bild mit Karte kopieren</translation>
    </message>
    <message>
        <source>Copy a figure with caption</source>
        <translation>Abbildung mit Beschriftung kopieren</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy the window as command</source>
        <translation>Fenster als Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>Open a scene</source>
        <translation>Szene öffnen</translation>
    </message>
    <message>
        <source>Scenes (*.json);;All files (*)</source>
        <translation>Szenen (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Where is %1? It is not in %2</source>
        <translation>Wo ist %1? In %2 liegt es nicht</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the board of methods…</source>
        <translation>Die Methodentafel speichern …</translation>
    </message>
    <message>
        <source>Save the board&apos;s numbers…</source>
        <translation>Die Zahlen der Tafel speichern …</translation>
    </message>
    <message>
        <source>Save the matrix of all tokens…</source>
        <translation>Die Matrix aller Tokens sichern …</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PictureControl</name>
    <message>
        <source> · up to %1</source>
        <translation> · bis zu %1</translation>
    </message>
    <message>
        <source> · the top %1 %: %2 of %3 patches</source>
        <translation> · die obersten %1 %: %2 von %3 Patches</translation>
    </message>
    <message>
        <source> · the top %1 % of each</source>
        <translation> · je die obersten %1 %</translation>
    </message>
    <message>
        <source> · the brighter, the more</source>
        <translation> · je heller, desto mehr</translation>
    </message>
    <message>
        <source> · on one scale</source>
        <translation> · auf einer Skala</translation>
    </message>
    <message>
        <source> · one scale for all layers and heads</source>
        <translation> · eine Skala für alle Schichten und Köpfe</translation>
    </message>
    <message>
        <source>No more than %1 patches</source>
        <translation>Nicht mehr als %1 Patches</translation>
    </message>
    <message>
        <source>can be told apart by colour. Ctrl and a click on a pinned one lets it go.</source>
        <translation>lassen sich an der Farbe unterscheiden. Strg und ein Klick auf einen festgehaltenen löst ihn.</translation>
    </message>
    <message>
        <source>nearly even (× %1) · </source>
        <translation>fast gleichmäßig (× %1) · </translation>
    </message>
    <message>
        <source> · red speaks for it, blue for the other</source>
        <translation> · Rot spricht dafür, Blau für die andere</translation>
    </message>
    <message>
        <source> · red speaks for it, blue against it</source>
        <translation> · Rot spricht dafür, Blau dagegen</translation>
    </message>
    <message>
        <source> · completeness error %1</source>
        <translation> · Vollständigkeitsfehler %1</translation>
    </message>
    <message>
        <source>nothing to see: the head is all zeros, so no patch speaks for a class</source>
        <translation>nichts zu sehen: Der Kopf besteht aus Nullen, also spricht kein Patch für eine Klasse</translation>
    </message>
    <message>
        <source>the same everywhere</source>
        <translation>überall gleich</translation>
    </message>
    <message>
        <source>the head reads the mean of the patches, so the class token speaks for nothing: ask a patch</source>
        <translation>Der Kopf liest das Mittel der Patches, also spricht das Klassen-Token für nichts: einen Patch fragen</translation>
    </message>
    <message>
        <source> · as without the taken tokens, which come in later</source>
        <translation> · wie ohne die übernommenen Tokens, die später dazukommen</translation>
    </message>
    <message>
        <source> · the patch itself has %1 times the next</source>
        <translation> · der Patch selbst hat das %1-Fache des nächsten</translation>
    </message>
    <message>
        <source>not in the sequence</source>
        <translation>nicht in der Folge</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PlayButton</name>
    <message>
        <source>stop</source>
        <translation>anhalten</translation>
    </message>
    <message>
        <source>play</source>
        <translation>spielen</translation>
    </message>
    <message>
        <source>Stop playing the layers</source>
        <translation>Abspielen der Schichten anhalten</translation>
    </message>
    <message>
        <source>Play the layers</source>
        <translation>Schichten abspielen</translation>
    </message>
    <message>
        <source>Stop (P)</source>
        <translation>Anhalten (P)</translation>
    </message>
    <message>
        <source>From layer to layer, to the last one (P)</source>
        <translation>Von Schicht zu Schicht, bis zur letzten (P)</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PlotFigure</name>
    <message>
        <source>%1 by %2, from %3 to %4</source>
        <translation>%1 gegen %2, von %3 bis %4</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PrecisionCheck</name>
    <message>
        <source>Comparing %1 with float32</source>
        <translation>%1 wird mit float32 verglichen</translation>
    </message>
    <message>
        <source>Beside float32</source>
        <translation>Neben float32</translation>
    </message>
    <message numerus="yes">
        <source>%1: the most probable class is the same in %2 of %n picture(s), a logit differs by up to %3, and a pass takes %4 times as long.</source>
        <translation>
            <numerusform>%1: bei %2 von %n Bild ist die wahrscheinlichste Klasse dieselbe, ein Logit weicht um höchstens %3 ab, und ein Durchlauf dauert %4-mal so lange.</numerusform>
            <numerusform>%1: bei %2 von %n Bildern ist die wahrscheinlichste Klasse dieselbe, ein Logit weicht um höchstens %3 ab, und ein Durchlauf dauert %4-mal so lange.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PredictionPanel</name>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>logit</source>
        <translation>Logit</translation>
    </message>
    <message>
        <source>The shape of the model&apos;s output: one picture, so many classes</source>
        <translation>Die Form der Modellausgabe: ein Bild, so viele Klassen</translation>
    </message>
    <message>
        <source>No opinion yet: every class gets the same %1 %, since all logits are exactly 0. A random torchvision ViT starts with a head of zeros. Its attention maps are real ones, of random weights.</source>
        <translation>Noch keine Meinung: Jede Klasse bekommt dieselben %1 %, da alle Logits genau 0 sind. Ein zufälliger ViT von torchvision beginnt mit einem Klassifikator aus Nullen. Seine Karten sind echte, von zufälligen Gewichten.</translation>
    </message>
    <message>
        <source>another class…</source>
        <translation>andere Klasse …</translation>
    </message>
    <message>
        <source>Search among all classes for the one to explain (C)</source>
        <translation>Unter allen Klassen die zu erklärende suchen (C)</translation>
    </message>
    <message>
        <source>back to the top class</source>
        <translation>zurück zur obersten Klasse</translation>
    </message>
    <message>
        <source>Explain the most probable class again</source>
        <translation>Wieder die wahrscheinlichste Klasse erklären</translation>
    </message>
    <message>
        <source>This model has no head, so it names no classes. What its layers and heads look at is all there.</source>
        <translation>Dieses Modell hat keinen Klassifikator, nennt also keine Klassen. Worauf seine Schichten und Köpfe schauen, ist alles da.</translation>
    </message>
    <message>
        <source>was no. %1</source>
        <translation>war Nr. %1</translation>
    </message>
    <message>
        <source>was</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>The probability with nothing changed: the tick on each bar</source>
        <translation>Die Wahrscheinlichkeit im unveränderten Durchlauf: der Strich auf jedem Balken</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>set against it</source>
        <translation>ihr gegenübergestellt</translation>
    </message>
    <message>
        <source>%1, set against it</source>
        <translation>%1, ihr gegenübergestellt</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PredictionRows</name>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>%1 %2, the target</source>
        <translation>%1 %2, das Ziel</translation>
    </message>
    <message>
        <source>The target: a click goes back to the most probable class.</source>
        <translation>Das Ziel: Ein Klick führt zurück zur wahrscheinlichsten Klasse.</translation>
    </message>
    <message>
        <source>A click makes it the target, the class explained.</source>
        <translation>Ein Klick macht sie zum Ziel, der erklärten Klasse.</translation>
    </message>
    <message>
        <source>%1, class %2
logit %3, probability %4
%5</source>
        <translation>%1, Klasse %2
Logit %3, Wahrscheinlichkeit %4
%5</translation>
    </message>
    <message>
        <source>
%1 before anything was changed (the tick on the bar): %2 percentage points</source>
        <translation>
%1 vor jeder Änderung (der Strich auf dem Balken): %2 Prozentpunkte</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Presentation</name>
    <message>
        <source>Presentation</source>
        <translation>Vorführung</translation>
    </message>
    <message>
        <source>Left and right: layers. Up and down: heads. B: black screen. Esc: leave.</source>
        <translation>Links und rechts: Schichten. Auf und ab: Köpfe. B: schwarzer Schirm. Esc: verlassen.</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>of layers 0 to %1</source>
        <translation>von Schicht 0 bis %1</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::QueryRow</name>
    <message>
        <source>what it looks at</source>
        <translation>worauf sie schaut</translation>
    </message>
    <message>
        <source>who looks at it</source>
        <translation>wer auf sie schaut</translation>
    </message>
    <message>
        <source>Direction of the query</source>
        <translation>Richtung der Anfrage</translation>
    </message>
    <message>
        <source>What the query takes in from each patch (its row), or how much of the query each patch takes in (its column).</source>
        <translation>Was die Anfrage von jedem Patch aufnimmt (ihre Zeile), oder wie viel jeder Patch von der Anfrage aufnimmt (ihre Spalte).</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RandomBadge</name>
    <message>
        <source>Nothing here was learned: the numbers of this model were drawn. R goes back. A map that looks the same as with trained weights tells of the picture, not of the model.</source>
        <translation>Hier wurde nichts gelernt: Die Zahlen dieses Modells wurden gezogen. R führt zurück. Eine Karte, die genauso aussieht wie mit trainierten Gewichten, erzählt vom Bild, nicht vom Modell.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RankPanel</name>
    <message>
        <source>Heads that matter</source>
        <translation>Köpfe, auf die es ankommt</translation>
    </message>
    <message>
        <source>zeros instead</source>
        <translation>stattdessen Nullen</translation>
    </message>
    <message>
        <source>mean instead</source>
        <translation>stattdessen das Mittel</translation>
    </message>
    <message>
        <source>more heads</source>
        <translation>weitere Köpfe</translation>
    </message>
    <message>
        <source>What a head that is off gives</source>
        <translation>Was ein Kopf gibt, der aus ist</translation>
    </message>
    <message>
        <source>each head off, one at a time: what the target loses</source>
        <translation>jeder Kopf einmal aus: was die Zielklasse verliert</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>layer %1 of %2</source>
        <translation>Schicht %1 von %2</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Switch this head off in the run, or on again</source>
        <translation>Diesen Kopf im Durchlauf aus- oder wieder einschalten</translation>
    </message>
    <message>
        <source>Look at this head</source>
        <translation>Diesen Kopf ansehen</translation>
    </message>
    <message>
        <source>layer %1 · head %2</source>
        <translation>Schicht %1 · Kopf %2</translation>
    </message>
    <message>
        <source>%1 off</source>
        <translation>%1 aus</translation>
    </message>
    <message>
        <source>lost without this head: %1 of the logit, %2 percentage points; below 0: gained</source>
        <translation>ohne diesen Kopf verloren: %1 vom Logit, %2 Prozentpunkte; unter 0: gewonnen</translation>
    </message>
    <message>
        <source>All logits are exactly 0: a random torchvision ViT starts with a head of zeros, so that no class has anything to lose. Open trained weights to rank their heads.</source>
        <translation>Alle Logits sind genau 0: Ein zufälliger ViT von torchvision beginnt mit einem Klassifikator aus Nullen, sodass keine Klasse etwas zu verlieren hat. Trainierte Gewichte öffnen, um deren Köpfe zu ordnen.</translation>
    </message>
    <message>
        <source>How much the logit of %1 loses when one head is off and all others are on. Below 0 it gains.</source>
        <translation>Wie viel der Logit von %1 verliert, wenn ein Kopf aus ist und alle anderen an sind. Unter 0 gewinnt er.</translation>
    </message>
    <message>
        <source>How much the logit of %1 loses when one more head is off, in the run with %2. Below 0 it gains.</source>
        <translation>Wie viel der Logit von %1 verliert, wenn noch ein Kopf aus ist, im Durchlauf mit: %2. Unter 0 gewinnt er.</translation>
    </message>
    <message>
        <source>%1 less that of %2</source>
        <translation>%1 minus dem von %2</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SampleButton</name>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SanityPanel</name>
    <message>
        <source>Sanity check</source>
        <translation>Plausibilitätsprüfung</translation>
    </message>
    <message>
        <source>Rank correlation by what is drawn anew</source>
        <translation>Rangkorrelation je nach dem, was neu gezogen ist</translation>
    </message>
    <message>
        <source>The map of each model drawn anew</source>
        <translation>Die Karte jedes neu gezogenen Modells</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>%1 of %2 parts drawn anew</source>
        <translation>%1 von %2 Teilen neu gezogen</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>trainiert</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Klassifikator</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>Tokens of another picture are the trained model&apos;s: take them back first.</source>
        <translation>Tokens eines anderen Bildes sind die des trainierten Modells: erst zurücknehmen.</translation>
    </message>
    <message>
        <source>does this map depend on the model?</source>
        <translation>hängt diese Karte vom Modell ab?</translation>
    </message>
    <message>
        <source>parts drawn anew</source>
        <translation>neu gezogene Teile</translation>
    </message>
    <message>
        <source>of the values</source>
        <translation>der Werte</translation>
    </message>
    <message>
        <source>of their magnitudes</source>
        <translation>ihrer Beträge</translation>
    </message>
    <message>
        <source>%1: rank correlation %2</source>
        <translation>%1: Rangkorrelation %2</translation>
    </message>
    <message>
        <source>The sentence above goes by the magnitudes.</source>
        <translation>Der Satz oben richtet sich nach den Beträgen.</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>Normierung</translation>
    </message>
    <message>
        <source>The model&apos;s layers are drawn anew, from the top down to the first, and the map is made again each time (Adebayo et al., 2018). A map that explains the model has to change.</source>
        <translation>Die Schichten des Modells werden neu gezogen, von oben bis zur ersten, und die Karte wird jedes Mal neu gemacht (Adebayo et al., 2018). Eine Karte, die das Modell erklärt, muss sich ändern.</translation>
    </message>
    <message>
        <source>Rank correlation with the map of the trained model: 1 is the same order of patches, 0 none. From the left: %1 drawn anew, then each layer down to the number below, then all.</source>
        <translation>Rangkorrelation mit der Karte des trainierten Modells: 1 ist dieselbe Reihenfolge der Patches, 0 keine. Von links: %1 neu gezogen, dann jede Schicht bis zur Nummer darunter, dann alles.</translation>
    </message>
    <message>
        <source>Asked: %1.</source>
        <translation>Gefragt: %1.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SaveQueue</name>
    <message numerus="yes">
        <source>Cancelled: %n that waited will not be done</source>
        <translation>
            <numerusform>Abgebrochen: Was wartete (%n), wird nicht getan</numerusform>
            <numerusform>Abgebrochen: Was wartete (%n), wird nicht getan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %n more that waited will not be done either.</source>
        <translation>
            <numerusform>%1. Was noch wartete (%n), wird auch nicht getan.</numerusform>
            <numerusform>%1. Was noch wartete (%n), wird auch nicht getan.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Saver</name>
    <message>
        <source>The picture with the map, PNG</source>
        <translation>Das Bild mit der Karte, PNG</translation>
    </message>
    <message>
        <source>Figure with colour bar and caption, PNG</source>
        <translation>Abbildung mit Farbskala und Beschriftung, PNG</translation>
    </message>
    <message>
        <source>Figure with colour bar and caption, SVG</source>
        <translation>Abbildung mit Farbskala und Beschriftung, SVG</translation>
    </message>
    <message>
        <source>Figure with colour bar and caption, PDF</source>
        <translation>Abbildung mit Farbskala und Beschriftung, PDF</translation>
    </message>
    <message>
        <source>All layers and heads on one sheet, PNG</source>
        <translation>Alle Schichten und Köpfe auf einem Blatt, PNG</translation>
    </message>
    <message>
        <source>All layers and heads on one sheet, SVG</source>
        <translation>Alle Schichten und Köpfe auf einem Blatt, SVG</translation>
    </message>
    <message>
        <source>All layers and heads on one sheet, PDF</source>
        <translation>Alle Schichten und Köpfe auf einem Blatt, PDF</translation>
    </message>
    <message>
        <source>The map&apos;s numbers for NumPy, NPZ</source>
        <translation>Die Zahlen der Karte für NumPy, NPZ</translation>
    </message>
    <message>
        <source>The map&apos;s numbers for a spreadsheet, CSV</source>
        <translation>Die Zahlen der Karte für eine Tabelle, CSV</translation>
    </message>
    <message>
        <source>The map&apos;s numbers, safetensors</source>
        <translation>Die Zahlen der Karte, safetensors</translation>
    </message>
    <message>
        <source>The window as it is, PNG</source>
        <translation>Das Fenster, wie es ist, PNG</translation>
    </message>
    <message>
        <source>Python script that computes the same with torchvision</source>
        <translation>Python-Skript, das dasselbe mit torchvision berechnet</translation>
    </message>
    <message>
        <source>Scene: opens again just like this</source>
        <translation>Szene: öffnet sich wieder genau so</translation>
    </message>
    <message>
        <source>Nothing to save yet</source>
        <translation>Noch nichts zu speichern</translation>
    </message>
    <message>
        <source>open a picture first: drop one on the window.</source>
        <translation>erst ein Bild öffnen: eines auf dem Fenster ablegen.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>This picture has no file</source>
        <translation>Dieses Bild hat keine Datei</translation>
    </message>
    <message>
        <source>a command needs one. Save a scene (Ctrl+Shift+S): `vitrine shot SCENE.json` draws it.</source>
        <translation>ein Befehl braucht eine. Eine Szene speichern (Strg+Umschalt+S): `vitrine shot SCENE.json` zeichnet sie.</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Gesichert: %1</translation>
    </message>
    <message>
        <source>Copied: the picture with the map, %1 × %2 px</source>
        <translation>Kopiert: das Bild mit der Karte, %1 × %2 px</translation>
    </message>
    <message>
        <source>Copied: the figure, %1 × %2 px</source>
        <translation>Kopiert: die Abbildung, %1 × %2 px</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Kopiert: %1</translation>
    </message>
    <message>
        <source>Copied: a Python script for torch and torchvision that computes this prediction and this map</source>
        <translation>Kopiert: ein Python-Skript für torch und torchvision, das diese Vorhersage und diese Karte berechnet</translation>
    </message>
    <message>
        <source>Cancelled: it was not saved</source>
        <translation>Abgebrochen: Es wurde nicht gesichert</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 wird gesichert</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Wird kopiert</translation>
    </message>
    <message>
        <source>%1 is there already</source>
        <translation>%1 gibt es schon</translation>
    </message>
    <message>
        <source>It was not saved. Save again, and choose that file or another name.</source>
        <translation>Es wurde nicht gespeichert. Speichern Sie noch einmal und wählen Sie diese Datei oder einen anderen Namen.</translation>
    </message>
    <message>
        <source>Cancelled: nothing was copied</source>
        <translation>Abgebrochen: nichts wurde kopiert</translation>
    </message>
    <message>
        <source>What is inside, as its page shows it, PNG</source>
        <translation>Was innen ist, wie seine Seite es zeigt, PNG</translation>
    </message>
    <message>
        <source>What is inside, as its page shows it, SVG</source>
        <translation>Was innen ist, wie seine Seite es zeigt, SVG</translation>
    </message>
    <message>
        <source>What is inside, as its page shows it, PDF</source>
        <translation>Was innen ist, wie seine Seite es zeigt, PDF</translation>
    </message>
    <message>
        <source>The numbers of the page Inside for a spreadsheet, CSV</source>
        <translation>Die Zahlen der Seite Innen für eine Tabelle, CSV</translation>
    </message>
    <message>
        <source>The board of methods, PNG</source>
        <translation>Die Methodentafel, PNG</translation>
    </message>
    <message>
        <source>The board of methods, SVG</source>
        <translation>Die Methodentafel, SVG</translation>
    </message>
    <message>
        <source>The board of methods, PDF</source>
        <translation>Die Methodentafel, PDF</translation>
    </message>
    <message>
        <source>The board&apos;s numbers for a spreadsheet, CSV</source>
        <translation>Die Zahlen der Tafel für eine Tabelle, CSV</translation>
    </message>
    <message>
        <source>The board&apos;s numbers for programs, JSON</source>
        <translation>Die Zahlen der Tafel für Programme, JSON</translation>
    </message>
    <message>
        <source>There is no script for this</source>
        <translation>Hierfür gibt es kein Skript</translation>
    </message>
    <message>
        <source>Nothing to save</source>
        <translation>Nichts zu speichern</translation>
    </message>
    <message>
        <source>this picture could not be looked at; the window says why.</source>
        <translation>dieses Bild konnte nicht angesehen werden; das Fenster sagt, warum.</translation>
    </message>
    <message>
        <source>Not ready yet: the model is still at work on this picture. Try again in a moment.</source>
        <translation>Noch nicht fertig: Das Modell arbeitet noch an diesem Bild. Gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The board is not measured yet. Save it again when all its curves are there.</source>
        <translation>Die Tafel ist noch nicht gemessen. Noch einmal sichern, wenn alle ihre Kurven da sind.</translation>
    </message>
    <message>
        <source>The matrix of all tokens, PNG</source>
        <translation>Die Matrix aller Tokens, PNG</translation>
    </message>
    <message>
        <source>The matrix of all tokens, SVG</source>
        <translation>Die Matrix aller Tokens, SVG</translation>
    </message>
    <message>
        <source>The matrix of all tokens, PDF</source>
        <translation>Die Matrix aller Tokens, PDF</translation>
    </message>
    <message>
        <source>The matrix&apos;s numbers for NumPy, NPZ</source>
        <translation>Die Zahlen der Matrix für NumPy, NPZ</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ScaleView</name>
    <message>
        <source>Scale and shift of each channel</source>
        <translation>Skala und Verschiebung jedes Kanals</translation>
    </message>
    <message>
        <source>Length of each token before and after</source>
        <translation>Länge jedes Tokens davor und danach</translation>
    </message>
    <message>
        <source>Its scale w and shift b for each of the %1 numbers</source>
        <translation>Skala w und Verschiebung b für jede der %1 Zahlen</translation>
    </message>
    <message>
        <source>shift b</source>
        <translation>Verschiebung b</translation>
    </message>
    <message>
        <source>scale w</source>
        <translation>Skala w</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>before</source>
        <translation>davor</translation>
    </message>
    <message>
        <source>after</source>
        <translation>danach</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>On this picture</source>
        <translation>An diesem Bild</translation>
    </message>
    <message>
        <source>Length of each token, those before the patches first</source>
        <translation>Länge jedes Tokens, die vor den Patches zuerst</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SeenView</name>
    <message>
        <source>What the model sees</source>
        <translation>Was das Modell sieht</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Session</name>
    <message>
        <source>Opening the model</source>
        <translation>Modell wird geöffnet</translation>
    </message>
    <message>
        <source>Drawing random weights</source>
        <translation>Zufällige Gewichte werden gezogen</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>%1 wird geladen</translation>
    </message>
    <message>
        <source>was not loaded: you cancelled it.</source>
        <translation>wurde nicht geladen: abgebrochen.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Click the picture in the strip below to look at it after all.</source>
        <translation>Ein Klick auf das Bild im Streifen unten holt es doch noch.</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>torch.randn, seed %1</source>
        <translation>torch.randn, Startwert %1</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message>
        <source>Looking at %1</source>
        <translation>%1 wird betrachtet</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <translation>%1 wird heruntergeladen</translation>
    </message>
    <message>
        <source>the class token</source>
        <translation>Klassen-Token</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>Das Modell</translation>
    </message>
    <message>
        <source>all patches together</source>
        <translation>alle Patches zusammen</translation>
    </message>
    <message>
        <source>what the files beside it say is ignored here: %1</source>
        <translation>was die Dateien daneben sagen, wird hier nicht beachtet: %1</translation>
    </message>
    <message>
        <source>Computing %1</source>
        <translation>Berechne %1</translation>
    </message>
    <message>
        <source>class %1</source>
        <translation>Klasse %1</translation>
    </message>
    <message>
        <source>Patch %1, %2</source>
        <translation>Patch %1, %2</translation>
    </message>
    <message>
        <source>was dropped, so it is not in the sequence and asks nothing</source>
        <translation>wurde weggelassen: Es ist nicht in der Folge und fragt nichts</translation>
    </message>
    <message>
        <source>Arranging the weights for this CPU</source>
        <translation>Ordnet die Gewichte für diese CPU</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Colours of maps</source>
        <translation>Farben der Karten</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Rechnet auf</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>Kerne</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>Beim Start</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Text size in percent</source>
        <translation>Schriftgröße in Prozent</translation>
    </message>
    <message>
        <source>Cores to use, 0 for all</source>
        <translation>Zu nutzende Kerne, 0 für alle</translation>
    </message>
    <message>
        <source>Open the pictures of the last time</source>
        <translation>Bilder vom letzten Mal öffnen</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>All panels in their places, as wide as at first</source>
        <translation>Alle Bereiche an ihrem Platz, so breit wie am Anfang</translation>
    </message>
    <message>
        <source>Reset the settings</source>
        <translation>Einstellungen zurücksetzen</translation>
    </message>
    <message>
        <source>All of the above as at first</source>
        <translation>Alles oben wie am Anfang</translation>
    </message>
    <message>
        <source>The model is loaded again.</source>
        <translation>Das Modell wird neu geladen.</translation>
    </message>
    <message>
        <source>0: all of them. The model is loaded again.</source>
        <translation>0: alle. Das Modell wird neu geladen.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Sheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SimilarityView</name>
    <message>
        <source>How alike the positions are to that of %1</source>
        <translation>Wie ähnlich die Positionen der von %1 sind</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>cosine, −1 to 1</source>
        <translation>Kosinus, −1 bis 1</translation>
    </message>
    <message>
        <source>to the class token&apos;s position</source>
        <translation>zur Position des Klassen-Tokens</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Stage</name>
    <message>
        <source>Choose another picture below, or drop one here.</source>
        <translation>Unten ein anderes Bild wählen oder hier eines ablegen.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::StageMessage</name>
    <message>
        <source>open one</source>
        <translation>eines öffnen</translation>
    </message>
    <message>
        <source>or</source>
        <translation>oder</translation>
    </message>
    <message>
        <source>with Ctrl+O, or try one of these:</source>
        <translation>mit Strg+O, oder eines von diesen versuchen:</translation>
    </message>
    <message>
        <source>Drop a picture here</source>
        <translation>Hier ein Bild ablegen</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>Noch einmal laden</translation>
    </message>
    <message>
        <source>What does not fit…</source>
        <translation>Was nicht passt …</translation>
    </message>
    <message numerus="yes">
        <source>%n tensors are missing</source>
        <translation>
            <numerusform>%n Tensor fehlt</numerusform>
            <numerusform>%n Tensoren fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are not expected</source>
        <translation>
            <numerusform>%n ist nicht erwartet</numerusform>
            <numerusform>%n sind nicht erwartet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have another shape</source>
        <translation>
            <numerusform>%n hat eine andere Form</numerusform>
            <numerusform>%n haben eine andere Form</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are of a dtype that is not computed with</source>
        <translation>
            <numerusform>%n hat einen Zahltyp, mit dem nicht gerechnet wird</numerusform>
            <numerusform>%n haben einen Zahltyp, mit dem nicht gerechnet wird</numerusform>
        </translation>
    </message>
    <message>
        <source>This file looks like a Vision Transformer but does not fit one: %1.</source>
        <translation>Diese Datei sieht aus wie ein Vision Transformer, passt aber auf keinen: %1.</translation>
    </message>
    <message>
        <source>This file is %1. It does not fit a plain ViT: %2.</source>
        <translation>Diese Datei ist %1. Zu einem einfachen ViT passt sie nicht: %2.</translation>
    </message>
    <message>
        <source>These weights are not on this disk yet.</source>
        <translation>Diese Gewichte sind noch nicht auf dieser Platte.</translation>
    </message>
    <message>
        <source>Choose another model at the top left, or drop a checkpoint here.</source>
        <translation>Oben links ein anderes Modell wählen oder hier einen Checkpoint ablegen.</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Herunterladen…</translation>
    </message>
    <message>
        <source>Its weights are being downloaded: it opens once they are there.</source>
        <translation>Seine Gewichte werden heruntergeladen: Es öffnet sich, sobald sie da sind.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::StepLine</name>
    <message>
        <source>stop</source>
        <translation>anhalten</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::StyleControls</name>
    <message>
        <source>over</source>
        <translation>darüber</translation>
    </message>
    <message>
        <source>colours cover the picture</source>
        <translation>Farben decken das Bild</translation>
    </message>
    <message>
        <source>multiply</source>
        <translation>mal</translation>
    </message>
    <message>
        <source>dark where it did not look, tinted</source>
        <translation>dunkel, wo es nicht hinschaute, getönt</translation>
    </message>
    <message>
        <source>screen</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>colours as light on the picture</source>
        <translation>Farben als Licht auf dem Bild</translation>
    </message>
    <message>
        <source>light</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>no colour: the picture lit where it looked</source>
        <translation>ohne Farbe: das Bild hell, wo es hinschaute</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Weich</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>Patches</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Share of the map that is kept</source>
        <translation>Anteil der Karte, der bleibt</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Gezeichnet</translation>
    </message>
    <message>
        <source>Interpolated between the patches&apos; middles, or each patch as it is</source>
        <translation>Zwischen den Mitten der Patches interpoliert, oder jeder Patch, wie er ist</translation>
    </message>
    <message>
        <source>How the colours meet the picture</source>
        <translation>Wie sich die Farben mit dem Bild verbinden</translation>
    </message>
    <message>
        <source>Only the highest patches, as many as hold this share of the map&apos;s sum</source>
        <translation>Nur die höchsten Patches, so viele, wie diesen Anteil der Summe tragen</translation>
    </message>
    <message>
        <source>Lines of equal value: of what is kept, or at a quarter, a half, three quarters</source>
        <translation>Linien gleichen Werts: um das Behaltene, oder bei einem Viertel, der Hälfte, drei Vierteln</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>Each map by its own range, or all layers and heads by one: a colour is then the same value everywhere</source>
        <translation>Jede Karte nach ihrem eigenen Bereich, oder alle Schichten und Köpfe nach einem: Eine Farbe ist dann überall derselbe Wert</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>Patches</translation>
    </message>
    <message>
        <source>top %1 %</source>
        <translation>obere %1 %</translation>
    </message>
    <message>
        <source>one scale</source>
        <translation>eine Skala</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>This map</source>
        <translation>Diese Karte</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>Mischung</translation>
    </message>
    <message>
        <source>Keep top</source>
        <translation>Nur oberste</translation>
    </message>
    <message>
        <source>Contours</source>
        <translation>Konturen</translation>
    </message>
    <message>
        <source>contours</source>
        <translation>Konturen</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TargetRow</name>
    <message>
        <source>What speaks for the first class and against a second one: the difference of their scores is explained.</source>
        <translation>Was für die erste Klasse und gegen eine zweite spricht: Erklärt wird der Unterschied ihrer Werte.</translation>
    </message>
    <message>
        <source>The first class alone</source>
        <translation>Die erste Klasse allein</translation>
    </message>
    <message>
        <source>The other way round</source>
        <translation>Andersherum</translation>
    </message>
    <message>
        <source>Another class…</source>
        <translation>Andere Klasse…</translation>
    </message>
    <message>
        <source>top class</source>
        <translation>höchste Klasse</translation>
    </message>
    <message>
        <source>Class explained: %1</source>
        <translation>Erklärte Klasse: %1</translation>
    </message>
    <message>
        <source>Class explained</source>
        <translation>Erklärte Klasse</translation>
    </message>
    <message>
        <source>The class whose map is drawn; at first the most probable one (C)</source>
        <translation>Die Klasse, deren Karte gezeichnet wird; zuerst die wahrscheinlichste (C)</translation>
    </message>
    <message>
        <source>Against %1</source>
        <translation>Gegen %1</translation>
    </message>
    <message>
        <source>Against another class</source>
        <translation>Gegen eine andere Klasse</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>gegen %1</translation>
    </message>
    <message>
        <source>against…</source>
        <translation>gegen…</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Timeline</name>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>max</source>
        <translation>Max.</translation>
    </message>
    <message>
        <source>min</source>
        <translation>Min.</translation>
    </message>
    <message>
        <source>mean of %1 heads</source>
        <translation>Mittel von %1 Köpfen</translation>
    </message>
    <message>
        <source>highest of %1 heads</source>
        <translation>Höchstes von %1 Köpfen</translation>
    </message>
    <message>
        <source>lowest of %1 heads</source>
        <translation>Niedrigstes von %1 Köpfen</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>layer %1 alone</source>
        <translation>Schicht %1 allein</translation>
    </message>
    <message>
        <source>layers %1 to %2</source>
        <translation>Schichten %1 bis %2</translation>
    </message>
    <message>
        <source>This method makes one map, none of a layer or a head.</source>
        <translation>Diese Methode ergibt eine Karte, keine je Schicht oder Kopf.</translation>
    </message>
    <message>
        <source>This method makes one map of all heads.</source>
        <translation>Diese Methode ergibt eine Karte aller Köpfe.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TopBar</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Choose a model and its weights (M)</source>
        <translation>Modell und Gewichte wählen (M)</translation>
    </message>
    <message>
        <source>Choose where and with which numbers it runs (D)</source>
        <translation>Wählen, wo und mit welchen Zahlen es rechnet (D)</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>GMACs</source>
        <translation>GMACs</translation>
    </message>
    <message>
        <source>What the parameters take in %1</source>
        <translation>Was die Parameter in %1 einnehmen</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>Patches</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>The last run: decode %1 ms, preprocess %2 ms, forward %3 ms</source>
        <translation>Der letzte Lauf: Dekodieren %1 ms, Vorbereiten %2 ms, Durchlauf %3 ms</translation>
    </message>
    <message>
        <source>random weights</source>
        <translation>zufällige Gewichte</translation>
    </message>
    <message>
        <source>%1 patches</source>
        <translation>%1 Patches</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>Billions of multiply-adds for one picture of %1 × %2 pixels</source>
        <translation>Milliarden Multiplikationen mit Addition für ein Bild von %1 × %2 Pixeln</translation>
    </message>
    <message>
        <source>%1 × %2 patches of %3 × %3 pixels</source>
        <translation>%1 × %2 Patches von %3 × %3 Pixeln</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TopClasses</name>
    <message>
        <source>What the model sees</source>
        <translation>Was das Modell sieht</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>No opinion: the last layer of these random weights is zero.</source>
        <translation>Keine Meinung: Die letzte Schicht dieser zufälligen Gewichte ist null.</translation>
    </message>
    <message>
        <source>+ and − : percentage points since the change</source>
        <translation>+ und − : Prozentpunkte seit der Änderung</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TreePanel</name>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Find a module   /</source>
        <translation>Modul suchen   /</translation>
    </message>
    <message>
        <source>Find a module</source>
        <translation>Modul suchen</translation>
    </message>
    <message>
        <source>No module is called “%1”. Esc clears the search.</source>
        <translation>Kein Modul heißt „%1“. Esc leert die Suche.</translation>
    </message>
    <message>
        <source>Open all</source>
        <translation>Alles aufklappen</translation>
    </message>
    <message>
        <source>Open down to the blocks</source>
        <translation>Bis zu den Blöcken aufklappen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>As many as there is room for</source>
        <translation>So viele, wie Platz haben</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>As the data passes</source>
        <translation>Wie die Daten laufen</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>Nur</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>As text</source>
        <translation>Als Text</translation>
    </message>
    <message>
        <source>As Markdown</source>
        <translation>Als Markdown</translation>
    </message>
    <message>
        <source>As print(model)</source>
        <translation>Als print(model)</translation>
    </message>
    <message>
        <source>Copy this node</source>
        <translation>Diesen Knoten kopieren</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>Copy the tree</source>
        <translation>Den Baum kopieren</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Columns, order, kinds of module, copy the tree</source>
        <translation>Spalten, Reihenfolge, Modularten, Baum kopieren</translation>
    </message>
    <message>
        <source>No module is of that kind.</source>
        <translation>Kein Modul ist von dieser Art.</translation>
    </message>
    <message>
        <source>No module of that kind is called “%1”.</source>
        <translation>Kein Modul dieser Art heißt „%1“.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ValueBar</name>
    <message>
        <source>Colours from %1 to %2</source>
        <translation>Farben von %1 bis %2</translation>
    </message>
    <message>
        <source>Logarithmic: from %1 or less to %2, the largest value.</source>
        <translation>Logarithmisch: von %1 oder weniger bis %2, dem größten Wert.</translation>
    </message>
    <message>
        <source>Linear: from 0 to %1, the largest value.</source>
        <translation>Linear: von 0 bis %1, dem größten Wert.</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::VariantsModel</name>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>nicht hier</translation>
    </message>
    <message>
        <source>on this disk</source>
        <translation>auf dieser Platte</translation>
    </message>
    <message>
        <source>needs no file</source>
        <translation>braucht keine Datei</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 parameters, %2 layers of %3 heads, width %4</source>
        <translation>%1 Parameter, %2 Schichten mit %3 Köpfen, Breite %4</translation>
    </message>
    <message>
        <source>* %1 %</source>
        <translation>* %1 %</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::VariantsTable</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Copy its address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models side by side</source>
        <translation>Modelle nebeneinander</translation>
    </message>
    <message>
        <source>Choose a row to read about it; a double click or Enter opens it. A click on a column sorts.</source>
        <translation>Eine Zeile wählen, um mehr zu lesen; Doppelklick oder Eingabe öffnet sie. Ein Klick auf eine Spalte sortiert.</translation>
    </message>
    <message>
        <source>%1 with %2 weights, as torchvision draws them.</source>
        <translation>%1 mit Gewichten „%2“, wie torchvision sie zieht.</translation>
    </message>
    <message>
        <source>%1, %2: licence %3, %4</source>
        <translation>%1, %2: Lizenz %3, %4</translation>
    </message>
    <message>
        <source>* on its own test pictures, 105 classes; the others on ImageNet-1K</source>
        <translation>* auf den eigenen Testbildern, 105 Klassen; die anderen auf ImageNet-1K</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Herunterladen…</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ViewTools</name>
    <message>
        <source>Crop</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>The mouse reads the map&apos;s values; else the patch under the mouse asks (V)</source>
        <translation>Die Maus liest die Werte der Karte; sonst fragt der Patch unter der Maus (V)</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>What the model gets: its own pixels (I)</source>
        <translation>Was das Modell bekommt: seine eigenen Pixel (I)</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>Ohne Karte</translation>
    </message>
    <message>
        <source>The picture alone, as long as you press (Space)</source>
        <translation>Nur das Bild, solange gedrückt (Leertaste)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Move and resize what the model sees (E)</source>
        <translation>Verschieben und skalieren, was das Modell sieht (E)</translation>
    </message>
    <message>
        <source>Size of a pixel of the picture. Click: all of it, or one pixel a pixel (0 and A)</source>
        <translation>Größe eines Bildpixels. Klick: das ganze Bild, oder ein Pixel je Pixel (0 und A)</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Paint patches out, and see what becomes of the answer; begun on paint it takes paint away (K)</source>
        <translation>Patches übermalen und sehen, was aus der Antwort wird; auf Übermaltem begonnen nimmt er weg (K)</translation>
    </message>
    <message>
        <source>1</source>
        <translation>1</translation>
    </message>
    <message>
        <source>A patch at a time</source>
        <translation>Ein Patch auf einmal</translation>
    </message>
    <message>
        <source>3 × 3</source>
        <translation>3 × 3</translation>
    </message>
    <message>
        <source>Nine patches at a time</source>
        <translation>Neun Patches auf einmal</translation>
    </message>
    <message>
        <source>black</source>
        <translation>schwarz</translation>
    </message>
    <message>
        <source>A painted patch is black</source>
        <translation>Ein übermalter Patch ist schwarz</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>A painted patch has the picture&apos;s mean colour</source>
        <translation>Ein übermalter Patch hat die mittlere Farbe des Bildes</translation>
    </message>
    <message>
        <source>blur</source>
        <translation>unscharf</translation>
    </message>
    <message>
        <source>A painted patch is blurred</source>
        <translation>Ein übermalter Patch ist unscharf</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>A painted patch is left out: its token is not in the sequence</source>
        <translation>Ein übermalter Patch wird ausgelassen: sein Token ist nicht in der Folge</translation>
    </message>
</context>
<context>
    <name>vitrine::ui::figures</name>
    <message>
        <source>no classes to predict</source>
        <translation>keine Klassen vorherzusagen</translation>
    </message>
    <message>
        <source>no opinion yet (random weights, every logit is 0)</source>
        <translation>noch keine Meinung (zufällige Gewichte, jedes Logit ist 0)</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>%1 through %2: %3.</source>
        <translation>%1 durch %2: %3.</translation>
    </message>
    <message>
        <source>Class explained: %1.</source>
        <translation>Erklärte Klasse: %1.</translation>
    </message>
    <message>
        <source>Changed in the run: %1.</source>
        <translation>Im Durchlauf verändert: %1.</translation>
    </message>
</context>
</TS>
