# From a fresh clone to a built target: packages, LibTorch, CMake, ninja. Sourced by ./run and ./test; wants `root`.
source "$root/tools/lib/say.sh"
source "$root/tools/lib/packages.sh"
source "$root/tools/lib/libtorch.sh"

# makeReady PRESET TARGET: in a subshell, so that the lock is let go of before the program starts.
makeReady() (
    build=$root/build/$1
    mkdir -p "$build" || fail "cannot write to $root/build."
    exec 9>"$build/.lock"
    flock -n 9 || { say "waiting for another build of this folder"; flock 9; }
    stamp=$build/.ready
    isReady || setUp "$1"
    compile "$2" || { rm -f "$stamp"; fail "the build failed; the reason is above."; }
)

# What the set-up depends on. CMake's own files are not in it: ninja looks after them.
setUpKey() {
    libTorchKey
    printf '%s %s ' "$root" "${CXX-}"
    cat "$root/CMakePresets.json" "$root/tools/packages.txt" "$root"/tools/lib/*.sh | cksum
}

# The set-up was finished, by the same scripts, and LibTorch is still there: neither apt nor pip is asked.
isReady() {
    local key torch
    [ -e "$build/build.ninja" ] && { read -r torch && IFS= read -r -d '' key; [ -n "$key" ]; } <"$stamp" &&
        [ -e "$torch/lib/libtorch_cpu.so" ] && [ "$key" = "$(setUpKey)" ]
} 2>/dev/null

# setUp PRESET
setUp() {
    local needs=(always) libTorch
    rm -f "$stamp"
    [ -n "${VITRINE_LIBTORCH-}" ] || needs+=(wheel)
    [ "$1" = release ] || needs+=(test)
    installPackages "${needs[@]}"
    setUpLibTorch
    # A folder that was moved or copied here keeps its objects (ccache), not its paths.
    grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt" || rm -rf "$build/CMakeCache.txt" "$build/CMakeFiles"
    (cd "$root" && cmake --preset "$1" -DVITRINE_LIBTORCH="$libTorch") >"$build/configure.log" 2>&1 || {
        grep -A12 'CMake Error' "$build/configure.log" || tail -20 "$build/configure.log"
        fail "CMake could not set up the build. Vitrine needs Debian 12, Ubuntu 24.04 or later;" \
            "all that CMake said is in $build/configure.log"
    } >&2
    printf '%s\n%s' "$libTorch" "$(setUpKey)" >"$stamp"
}

# As many compilers as cores, and no more than memory has room for (a file that includes ATen takes about 1.2 GB).
jobCount() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable:/ { print int($2 / 1200000) }' /proc/meminfo)
    printf '%s' "${CMAKE_BUILD_PARALLEL_LEVEL:-$((memory < 1 ? 1 : memory < cores ? memory : cores))}"
}

# ninja's lines in a log: every tenth of the way, and whatever the compiler says. (Not awk: mawk reads ahead.)
showBuildProgress() {
    local line last= status='^(vitrine: building ([0-9]+) of ([0-9]+)) '
    while IFS= read -r line; do
        if [[ ! $line =~ $status ]]; then
            printf '%s\n' "$line"
        elif [ "$last" != $((10 * BASH_REMATCH[2] / BASH_REMATCH[3])) ]; then
            last=$((10 * BASH_REMATCH[2] / BASH_REMATCH[3]))
            printf '%s\n' "${BASH_REMATCH[1]}"
        fi
    done
}

# compile TARGET: silent where nothing is to do, a line of progress otherwise.
compile() {
    cd "$build"
    [ "$(ninja -n "$1" | tail -1)" != "ninja: no work to do." ] || return 0
    export NINJA_STATUS="vitrine: building %f of %t "
    if [ -t 2 ]; then
        ninja -j "$(jobCount)" "$1" >&2
    else
        ninja -j "$(jobCount)" "$1" 2>&1 | showBuildProgress >&2
    fi
}
