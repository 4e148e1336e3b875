<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>vitrine::ui</name>
    <message>
        <source>About Vitrine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A light table for Vision Transformers: what they predict, and where they looked. Apache-2.0; THIRD_PARTY.md lists what it stands on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A learned vector put before the patches. It stands for no place in the picture: it gathers what the head reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A learned vector for each place, added once. Without it the model could not tell where a patch was: attention knows no order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixes the heads&apos; results, laid side by side, back into one vector a token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns the class token into one number a class, the logits. Softmax makes probabilities of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Widens every token: each of the new numbers is a pattern to look for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings every token back to the model&apos;s width; what it found is added to the token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiplies by a learned matrix and adds a learned vector.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cuts the picture into %1 × %1 patches of %2 pixels, makes each a token of %3 numbers, lets the tokens look at each other in %4 blocks, and reads the answer from the class token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cuts the picture into %1 × %1 patches of %2 × %2 pixels and turns each into %3 numbers. The patches do not overlap, so it is one matrix applied to every patch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds the positions, runs %1 alike blocks one after the other and normalises at the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the class token and gives each of the %1 classes a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 blocks of the same shape, each with its own weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention moves information between the tokens, then the MLP works on each token alone. Both add to what was there, so nothing is lost on the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives every token mean 0 and variance 1, then a learned scale and shift for each of its %1 numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every token asks every other how much of it to take in. %1 heads do so side by side, %2 numbers each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works on each token alone: widens it to %1 numbers, bends them with GELU, and brings it back to %2. Most of a block&apos;s parameters are usually here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets large numbers through and holds small and negative ones back, smoothly. Without it two matrices in a row would be one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switched off outside training: passes everything on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bends every number into −1 … 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comes with Vitrine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on this disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights drawn by seed 0</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BusyPill</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop this (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ColourBar</name>
    <message>
        <source>The colours span this map&apos;s own range: %1 to %2. The lowest value leaves the picture as it is, the highest covers it most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour bar</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::DevicePicker</name>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 MiB free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>torchvision&apos;s own numbers, to the last digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half the memory, about three digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half the memory, for GPUs; slow on most CPUs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::DropHighlight</name>
    <message>
        <source>Drop to open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::DropHint</name>
    <message>
        <source>Drop pictures, folders or a checkpoint anywhere</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FilmStrip</name>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over the picture: where does that patch look?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>through the layers: how the look builds up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a picture of your own: what does the model see?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Got it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hides the first steps for good</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::History</name>
    <message>
        <source>removed pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how it is drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a setting of the map</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ImageView</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::KeysSheet</name>
    <message>
        <source>No key does that. Ctrl+K finds every command, with a key or without.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a key by what it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LayerRow</name>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LookPanel</name>
    <message>
        <source>unpin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the class token (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of the overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it looked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (now)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>patch under the mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>patch %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who asks: move the mouse over the picture for a patch, click to keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MainWindow</name>
    <message>
        <source>%1 · Vitrine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.safetensors);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints (*.safetensors *.pth *.pt *.bin);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the clipboard holds no picture and no file. Copy a picture first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dropped picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 would make 64 numbers a head.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must divide %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many heads?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not say how many attention heads it has,
and its width of %2 is not a well-known one.
Its author or its config file tells. %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+O</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a checkpoint…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dummy input, as torch.randn(1, 3, H, W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose where it runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch dark and light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back and undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to what was looked at before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command palette: everything by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present to a room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the right side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the film strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Vitrine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text as at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over a patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>that patch asks: where does it look?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keep that patch as the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>double click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fit the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back, forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the mouse&apos;s side buttons: what was looked at before, and forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to the next control, Shift+Tab to the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancel what runs; back to the class token; close what is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the film strip: remove the picture; undo brings it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presenting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer before, layer after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head before, head after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picture before, picture after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>black screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the ring around the mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MapStrip</name>
    <message>
        <source>%1, %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ModelPicker</name>
    <message>
        <source>ViT-S/14</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comes with Vitrine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 layers, width %2 · %3 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a checkpoint…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>.safetensors or .pth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>everyday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>105 everyday things · 93.6 % top-1 on its own test pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on this disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small, really trained model: animals, clothes, instruments and other things of every day. What it does not know it puts among them: a rocket becomes a chandelier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 px · %2 GMACs · %3 % top-1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MiB, not here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not on this disk. Put %1 (from download.pytorch.org/models) into
%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as torch.manual_seed(seed); torchvision.models.%1()</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed  </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights that are not here open once their file lies in %1; hold the mouse over a row for its name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ModuleTreeModel</name>
    <message>
        <source>%1
%2, output %3
%4 parameters (%5)%6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 GMACs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GMACs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::NodeCard</name>
    <message>
        <source>shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in, out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blocks alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters of each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a parameter of its own, %1 numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>billions of multiply-adds for one picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy of the patch&apos;s row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy of the class row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How spread out the attention is: 0 bits looks at one token, %1 bits at all alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>distance, mean of all patches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far away, on average, a patch finds what it attends to, in pixels of the model&apos;s input.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::NoticeBar</name>
    <message>
        <source>Click to close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Palette</name>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command, picture, module, layer, method or model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PredictionPanel</name>
    <message>
        <source>Prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>logit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shape of the model&apos;s output: one picture, so many classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No opinion yet: every class gets the same %1 %, since all logits are exactly 0. A random torchvision ViT starts with a head of zeros. Its attention maps are real ones, of random weights.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PredictionRows</name>
    <message>
        <source>Prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, class %2
logit %3, probability %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Presentation</name>
    <message>
        <source>Presentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left and right: layers. Up and down: heads. B: black screen. Esc: leave.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of layers 0 to %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SampleButton</name>
    <message>
        <source>Open %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Session</name>
    <message>
        <source>Opening the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing random weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was not loaded: you cancelled it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the picture in the strip below to look at it after all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>torch.randn, seed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the next model on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0: all of them. From the next model on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size in percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cores to use, 0 for all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the pictures of the last time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All panels in their places, as wide as at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of the above as at first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Stage</name>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model at the top left, or drop a checkpoint here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another picture below, or drop one here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer 0 alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layers 0 to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of %1 heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>highest of %1 heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lowest of %1 heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · nearly even: × %1 from least to most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>patch %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::StageMessage</name>
    <message>
        <source>open one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with Ctrl+O, or try one of these:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a picture here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TopBar</name>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model and its weights (M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose where and with which numbers it runs (D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GMACs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Billions of multiply-adds for one picture of %1 × %1 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the parameters take in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>patches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %1 patches of %2 × %2 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 patches and the class token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last run: decode %1 ms, preprocess %2 ms, forward %3 ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TopClasses</name>
    <message>
        <source>What the model sees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No opinion: the last layer of these random weights is zero.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TreePanel</name>
    <message>
        <source>Architecture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a module   /</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No module is called “%1”. Esc clears the search.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
