// The commands: each takes its own arguments (argv[0] is its name) and returns the exit status. They throw Error
// (status 1), UsageError (2), BrokenPipe and Unwritable, which main() turns into words.
#pragma once

namespace vitrine::commands {

int models(int argc, char** argv);
int describe(int argc, char** argv);
int predict(int argc, char** argv);
int explain(int argc, char** argv);
int evaluate(int argc, char** argv);
int inspect(int argc, char** argv);
int shot(int argc, char** argv);
int heads(int argc, char** argv);
int sanity(int argc, char** argv);
int precision(int argc, char** argv);
int fetch(int argc, char** argv);
int bench(int argc, char** argv);
int window(int argc, char** argv);

}  // namespace vitrine::commands
