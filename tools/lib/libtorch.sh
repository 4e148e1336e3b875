# LibTorch: the one given by VITRINE_LIBTORCH, else PyTorch's wheel in a private environment shared by all clones.
torchVersion=2.13.0

# What decides which LibTorch it is, quick to ask (nvidia-smi can take a second).
libTorchKey() {
    printf '%s ' "${VITRINE_LIBTORCH-}" "${VITRINE_CUDA-}" "${XDG_CACHE_HOME-}" "$HOME" "$torchVersion"
    [ ! -e /proc/driver/nvidia/version ] || printf 'driver '
    type -P nvidia-smi || true
}

# setUpLibTorch: sets `libTorch` to the folder that has include/ and lib/.
setUpLibTorch() {
    if [ -n "${VITRINE_LIBTORCH-}" ]; then
        libTorch=$(readlink -f "$VITRINE_LIBTORCH") || libTorch=
        [ -e "$libTorch/lib/libtorch_cpu.so" ] && [ -e "$libTorch/include/ATen/ATen.h" ] ||
            fail "VITRINE_LIBTORCH=$VITRINE_LIBTORCH is no LibTorch: it has no lib/libtorch_cpu.so or include/ATen/ATen.h." \
                "Name the torch folder of a PyTorch wheel, or an unpacked libtorch; or unset it, and it is downloaded."
        return
    fi
    case ${VITRINE_CUDA-auto} in
        0) installTorch cpu ;;
        1) installTorch cuda ;;
        *) if hasNvidia && roomForCuda; then installTorch cuda; else installTorch cpu; fi ;;
    esac
}

hasNvidia() { [ -e /proc/driver/nvidia/version ] || nvidia-smi -L >/dev/null 2>&1; }

torchHome() { printf '%s' "${XDG_CACHE_HOME:-$HOME/.cache}/vitrine"; }

# torchIn ENVIRONMENT: its torch folder; fails where there is none.
torchIn() { compgen -G "$1/lib/python3*/site-packages/torch/lib/libtorch_cpu.so" | sed 's|/lib/libtorch_cpu.so$||'; }

# roomForCuda: an unasked-for CUDA build must not fail on a small disk where the CPU build would do.
roomForCuda() {
    [ ! -e "$(torchHome)/libtorch-$torchVersion-cuda" ] || return 0
    [ "$(freeMib "$(torchHome)")" -gt 12000 ] && return
    say "there is an NVIDIA GPU, but no 12 GB of disk for LibTorch with CUDA: taking the CPU build." \
        "Later: VITRINE_CUDA=1 ./run"
    return 1
}

# installTorch cpu|cuda: complete or not there; made once, whoever else is starting Vitrine at the same time.
installTorch() {
    local home target
    home=$(torchHome)
    target=$home/libtorch-$torchVersion-$1
    mkdir -p "$home" 2>/dev/null || fail "cannot write to $home." "Set XDG_CACHE_HOME to a folder of yours, with 2 GB free."
    exec 8>"$home/lock"
    flock -n 8 || { say "waiting for another ./run, which is installing LibTorch"; flock 8; }
    if [ ! -d "$target" ]; then
        checkPython
        downloadTorch "$1" "$target.partial"
        mv "$target.partial" "$target"
    fi
    exec 8>&-
    libTorch=$(torchIn "$target") || fail "$target is broken." "Delete it, then run this again: rm -rf '$target'"
}

checkPython() {
    [ -n "$(type -P python3)" ] || fail "python3 is missing; it unpacks LibTorch." "Install python3-venv, or set VITRINE_LIBTORCH."
    local version
    version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    case $version in
        3.1[0-4]) ;;
        *) fail "PyTorch $torchVersion has no wheel for Python $version (3.10 to 3.14)." \
            "Put such a python3 first in PATH, or give a LibTorch by VITRINE_LIBTORCH=DIR (pytorch.org has it as a zip)." ;;
    esac
}

# downloadTorch cpu|cuda ENVIRONMENT
downloadTorch() {
    local needs=1300 sizes="190 MB to download, 800 MB on disk" what="for the CPU"
    local wheel=(--no-deps "torch==$torchVersion+cpu") index=https://download.pytorch.org/whl/cpu
    if [ "$1" = cuda ]; then
        needs=12000 sizes="about 3 GB to download, 7 GB on disk" what="with CUDA"
        wheel=("torch==$torchVersion") index=
    fi
    index=${VITRINE_TORCH_INDEX:-$index}
    say "needs LibTorch $torchVersion $what: $sizes, into ${2%.partial}"
    [ "$(freeMib "$2")" -gt "$needs" ] ||
        fail "that takes $needs MB, and only $(freeMib "$2") MB are free there." \
            "Make room, or set XDG_CACHE_HOME to a folder on a larger disk$([ "$1" = cpu ] || echo ', or take the CPU build: VITRINE_CUDA=0')."
    [ "$1" = cpu ] || confirm "download it?" || fail "nothing was installed." "VITRINE_CUDA=0 ./run takes the CPU build, which is small."
    rm -rf "$2"
    python3 -m venv "$2" >"$2.log" 2>&1 ||
        fail "python3 cannot make a virtual environment: $(tail -1 "$2.log")" "Install the package python3-venv."

    # First as this machine's pip is set up (a mirror, a folder of wheels), then PyTorch's own index, which alone has
    # the small CPU build for everyone. There a constraint meant for other projects must not rule it out.
    if ! pipInstall "$2" "${wheel[@]}"; then
        [ -n "$index" ] || explainPip "$1" "$2"
        say "pip's own index does not have it; asking $index"
        PIP_CONSTRAINT=/dev/null pipInstall "$2" --index-url "$index" "${wheel[@]}" || explainPip "$1" "$2"
    fi
    torchIn "$2" >/dev/null || fail "the wheel that pip installed has no LibTorch in it." "Set VITRINE_LIBTORCH=DIR instead."
    [ "$1" = cpu ] || [ -e "$(torchIn "$2")/lib/libtorch_cuda.so" ] ||
        say "pip's index gave the CPU build of LibTorch, so GPUs cannot be used. Remove ${2%.partial}," \
            "set VITRINE_TORCH_INDEX to PyTorch's index for your CUDA version and run this again."
    rm -rf "$2.log" "$2/tmp"
}

# pipInstall ENVIRONMENT ARGS...: progress is shown, errors are kept for explainPip. Unpacks beside the environment,
# since /tmp is small on some machines.
pipInstall() {
    local environment=$1
    shift
    mkdir -p "$environment/tmp"
    TMPDIR=$environment/tmp "$environment/bin/python" -m pip install --no-input --disable-pip-version-check "$@" \
        3>&2 2>"$environment.log" >&3
}

# explainPip cpu|cuda ENVIRONMENT: why pip could not, and what to do.
explainPip() {
    local why
    why=$(grep -E '^(ERROR|WARNING):' "$2.log" | tail -3) || why=$(tail -3 "$2.log")
    printf '%s\n' "$why" >&2
    rm -rf "$2"
    local other="Or give a LibTorch that you have: VITRINE_LIBTORCH=DIR (a PyTorch wheel's torch folder, or the unpacked zip)."
    if grep -q 'No space left' "$2.log"; then
        fail "the disk is full." "Make room, or set XDG_CACHE_HOME to a folder on a larger disk."
    elif grep -qE 'NewConnectionError|NameResolution|name resolution|ConnectTimeout|ReadTimeout|unreachable|ProxyError|SSLError' "$2.log"; then
        fail "LibTorch could not be downloaded." "Check the network (behind a proxy: https_proxy), then run this again." "$other"
    elif [ "$1" = cuda ]; then
        fail "pip found no LibTorch $torchVersion with CUDA." "VITRINE_CUDA=0 takes the CPU build;" \
            "VITRINE_TORCH_INDEX=URL names another index, PyTorch's for your CUDA version say (pytorch.org lists them)." "$other"
    fi
    fail "pip found no LibTorch $torchVersion for the CPU of this machine ($(uname -m))." \
        "VITRINE_TORCH_INDEX=URL names another index." "$other"
}
