#!/usr/bin/env bash
# ./run and ./test with a make-believe system: apt, sudo, pip, cmake and ninja are small scripts that note what they were
# asked, so that set-up, its remedies and the passing on of arguments are tried in seconds and nothing is installed.
#
#   tests/scripts/scripts_test.sh SOURCE_DIR
set -uo pipefail
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# fresh: a clone in $work/clone, a home, and a system in which everything is installed.
fresh() {
    rm -rf "${work:?}"/*
    mkdir -p "$work"/{clone,home,bin,state}
    cp -r "$source"/{run,test,tools,CMakePresets.json} "$work/clone"
    clone=$work/clone home=$work/home state=$work/state
    tool id 'echo ${FAKE_UID-0}'
    tool dpkg-query 'grep -qx "${@: -1}" $state/missing 2>/dev/null || printf installed'
    tool apt-get 'echo "apt-get $*" >>$state/calls
        case "$*" in
            *--print-uris*) [ -e $state/lists ] && echo "Need to get 12 MB of archives." && echo "After this operation, 34 MB more" ;;
            *update*) touch $state/lists ;;
            *install*) [ ! -e $state/apt-fails ] || { echo "E: Unable to locate package libcli11-dev" >&2; exit 100; }
                echo "pmstatus:libcli11-dev:50:Installing" >&3; : >$state/missing ;;
        esac'
    touch "$state/lists"
    tool sudo 'echo "sudo $*" >>$state/calls; [ ! -e $state/sudo-asks ] || exit 1; [ "$1" != -n ] || shift; exec "$@"'
    tool cmake 'echo "cmake $*" >>$state/calls; [ ! -e $state/cmake-fails ] || { echo "CMake Error: no Qt" ; exit 1; }
        mkdir -p build/$2; touch build/$2/build.ninja'
    tool ninja 'if [ "$1" = -n ]; then [ -e $state/built ] && echo "ninja: no work to do." || echo "[1/1] CXX"; exit; fi
        echo "ninja $*" >>$state/calls; [ ! -e $state/compiler-fails ] || { echo "a.cpp:1: error: no"; exit 1; }
        echo "vitrine: building 1 of 1 Building CXX object"; touch $state/built; mkdir -p bin; cp $state/program bin/vitrine'
    tool ctest 'echo "ctest $* in $PWD"; exit ${FAKE_STATUS-0}'
    tool df 'echo header; echo "disk 1 1 ${FAKE_FREE-99999} 1 /"'
    # python3 -m venv DIR makes a python whose pip "installs" what $state/index-URL or $state/index-pip holds.
    tool python3 'case $1 in
        -c) echo ${FAKE_PYTHON-3.11} ;;
        -m) mkdir -p "$3/bin"; cp $state/venv-python "$3/bin/python" ;; esac'
    cat >"$state/venv-python" <<'PIP'
#!/bin/bash
echo "pip $*" >>$state/calls
index=pip
all=$*
[[ $all == *" --index-url "* ]] && { index=${all#*--index-url }; index=${index%% *}; }
[ ! -e $state/pip-killed ] || kill -9 $PPID
grep -qxF "$index ${*: -1}" $state/index || { echo "ERROR: ${PIP_SAYS-No matching distribution found}" >&2; exit 1; }
torch=$(dirname $(dirname $0))/lib/python3.11/site-packages/torch
mkdir -p $torch/lib; touch $torch/lib/libtorch_cpu.so
[[ ${*: -1} == *+cpu ]] || touch $torch/lib/libtorch_cuda.so
PIP
    printf '#!/bin/bash\nprintf "<%%s>" "$@"; echo " in $PWD"; exit ${FAKE_STATUS-0}\n' >"$state/program"
    chmod +x "$state"/{venv-python,program}
    echo "pip torch==2.13.0+cpu" >"$state/index"
    : >"$state/calls"
}

tool() { printf '#!/bin/bash\nstate=%q\n%s\n' "$work/state" "$2" >"$work/bin/$1"; chmod +x "$work/bin/$1"; }

# call NAME=VALUE... COMMAND...: in an empty environment, with no terminal; sets out, err, status.
call() {
    (cd "$home" && env -i HOME="$home" PATH="$work/bin:/usr/bin:/bin" state="$state" VITRINE_CUDA=0 "$@" \
        </dev/null >"$state/out" 2>"$state/err")
    status=$? out=$(<"$state/out") err=$(<"$state/err") calls=$(<"$state/calls")
}

# check WHAT CONDITION...
check() {
    local what=$1
    shift
    if "$@"; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        printf 'FAIL  %s\n  status %s\n  out    %s\n  err    %s\n  calls  %s\n' "$what" "$status" "$out" "$err" "$calls"
    fi
}
says() { [[ $err == *"$1"* ]]; }
called() { [[ $calls == *"$1"* ]]; }
not() { ! "$@"; }
ended() { [ "$status" = "$1" ]; }
printed() { [ "$out" = "$1" ]; }
silent() { [ -z "$err" ]; }

fresh
call "$clone/run" predict "a b.png" "" --top 3
check "arguments and the folder one stands in are passed on" printed "<predict><a b.png><><--top><3> in $home"
check "a first run sets up the release preset" called "cmake --preset release"
check "it builds the program alone" called " vitrine"
check "and asks pip as it is set up" called "install --no-input --disable-pip-version-check --no-deps torch==2.13.0+cpu"
: >"$state/calls"
call FAKE_STATUS=7 "$clone/run" --version
check "a second run passes the exit status on" ended 7
check "says nothing" silent
check "and asks neither apt nor pip nor CMake" [ -z "$calls" ]
ln -s "$clone/run" "$work/vitrine"
call "$work/vitrine"
check "a link to ./run works" ended 0
rm "$state/built"
call "$clone/run"
check "changed sources are built, not set up anew" not called cmake
check "with a line of progress" says "vitrine: building 1 of 1"
rm -r "$home/.cache/vitrine"
call "$clone/run"
check "a deleted LibTorch is set up again" called "pip -m pip install"

fresh
printf '%s\n' libcli11-dev xvfb >"$state/missing"
call FAKE_UID=1000 "$clone/run"
check "missing packages are named" says "packages of the system: libcli11-dev"
check "with their size" says "12 MB"
check "sudo is said" says "through sudo"
check "they are installed through sudo" called "sudo env DEBIAN_FRONTEND=noninteractive"
check "without recommendations" called "install --no-install-recommends libcli11-dev"
check "the tests' packages are not asked for by ./run" not says xvfb
check "apt's lists are not asked anew for nothing" not called update

fresh
printf '%s\n' xvfb >"$state/missing"
call "$clone/test" -R "core image" -V
check "./test installs what the tests want" called "install --no-install-recommends xvfb"
check "root needs no sudo" not called sudo
check "./test builds everything in the dev preset" called "cmake --preset dev"
check "and passes its arguments to ctest" printed "ctest --preset dev -R core image -V in $clone"
call FAKE_STATUS=8 "$clone/test"
check "ctest's exit status too" ended 8

fresh
echo libcli11-dev >"$state/missing"
rm "$state/lists"
call "$clone/run"
check "an apt without lists asks for them" called update
touch "$state/apt-fails"; echo libcli11-dev >"$state/missing"; rm "$clone/build/release/.ready"
call "$clone/run"
check "packages that apt does not know: 1" ended 1
check "and how to have them" says "universe"

fresh
echo libcli11-dev >"$state/missing"
rm "$work/bin/sudo"
mkdir -p "$state/coreutils"
for each in bash env dirname readlink mkdir flock cat cksum awk sed grep rm tail tr mktemp df; do
    ln -sf "$(type -P $each)" "$state/coreutils/$each"
done
call FAKE_UID=1000 PATH="$work/bin:$state/coreutils" "$clone/run"
check "without root and sudo: 1" ended 1
check "and the command for an administrator" says "apt-get update && apt-get install --no-install-recommends libcli11-dev"
tool sudo 'exit 1'
call FAKE_UID=1000 "$clone/run"
check "a sudo that asks for a password, and nobody there: the command" says "sudo sh -c 'apt-get update && apt-get install"

fresh
: >"$state/index"
echo "https://download.pytorch.org/whl/cpu torch==2.13.0+cpu" >"$state/index"
call "$clone/run"
check "what pip's own index lacks comes from PyTorch's" ended 0
echo "http://127.0.0.1:9/mine torch==2.13.0+cpu" >"$state/index"
rm -r "$home/.cache"
call VITRINE_TORCH_INDEX=http://127.0.0.1:9/mine "$clone/run"
check "VITRINE_TORCH_INDEX names another" ended 0
rm -r "$home/.cache"
call "$clone/run"
check "no wheel anywhere: 1" ended 1
check "and what to do" says "VITRINE_TORCH_INDEX=URL"
check "nothing half installed is left" [ ! -e "$home/.cache/vitrine/libtorch-2.13.0-cpu.partial" ]
call PIP_SAYS="NewConnectionError: no route" "$clone/run"
check "no network is called so" says "Check the network"
call PIP_SAYS="OSError: No space left on device" "$clone/run"
check "a full disk is called so" says "the disk is full"
call FAKE_FREE=900 "$clone/run"
check "a disk too small is found out beforehand" says "only 900 MB are free"
call FAKE_PYTHON=3.9 "$clone/run"
check "a Python without a wheel is named" says "no wheel for Python 3.9"

fresh
touch "$state/pip-killed"
call "$clone/run"
check "killed in the middle: failed" not ended 0
rm "$state/pip-killed"
: >"$state/calls"
call "$clone/run"
check "is not taken for installed" called "pip -m pip install"
check "and the next run finishes it" ended 0

fresh
echo "pip torch==2.13.0" >"$state/index"
call VITRINE_CUDA=1 "$clone/run"
check "VITRINE_CUDA=1 takes the CUDA build, with its dependencies" called "version-check torch==2.13.0"
check "into a folder of its own" [ -d "$home/.cache/vitrine/libtorch-2.13.0-cuda" ]
: >"$state/index"
rm -r "$home/.cache"
call VITRINE_CUDA=1 "$clone/run"
check "no CUDA build: how to take the other" says "VITRINE_CUDA=0"

fresh
echo python3-venv >"$state/missing"
mkdir -p "$work/torch"/{lib,include/ATen}
touch "$work/torch/lib/libtorch_cpu.so" "$work/torch/include/ATen/ATen.h"
call VITRINE_LIBTORCH=../torch "$clone/run"
check "VITRINE_LIBTORCH is used" called "-DVITRINE_LIBTORCH=$work/torch"
check "and needs neither pip nor Python's packages" not called "install"
call VITRINE_LIBTORCH="$home" "$clone/run"
check "a folder that is none: 1" ended 1
check "and what it should be" says "Name the torch folder"

fresh
touch "$state/cmake-fails"
call "$clone/run"
check "what CMake cannot set up is shown" says "no Qt"
rm "$state/cmake-fails"; touch "$state/compiler-fails"
call "$clone/run"
check "a compiler's error is shown" says "a.cpp:1: error: no"
check "and ends with 1" ended 1
check "standard output stays empty" printed ""

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
