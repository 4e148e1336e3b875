# Messages of ./run and ./test. Everything goes to standard error.

say() { printf '%s\n' "vitrine: $*" >&2; }

# fail WHAT [REMEDY...]: one line that says what went wrong, one for each thing that can be done about it.
fail() {
    say "$1"
    shift
    [ $# -eq 0 ] || printf '         %s\n' "$@" >&2
    exit 1
}

# Asks only a person at a terminal; a script, or CI, has answered by starting us.
confirm() {
    [ -t 0 ] && [ -t 2 ] || return 0
    local answer
    read -r -p "vitrine: $1 [Y/n] " answer >&2 || return 1
    [[ ! $answer =~ ^[nN] ]]
}

# freeMib DIR: what is free on the disk that DIR is on, or will be made on.
freeMib() {
    local dir=$1
    while [ ! -d "$dir" ]; do dir=$(dirname "$dir"); done
    df -Pm "$dir" | awk 'NR == 2 { print $4 }'
}
