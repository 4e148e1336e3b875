# The system's packages: which are missing, and apt to install them.

# missingPackages WHEN...: the names in tools/packages.txt that are needed then and not there, one a line.
missingPackages() {
    local package command when purpose
    while read -r package command when purpose; do
        [[ -n $package && $package != \#* && " $* " == *" $when "* ]] || continue
        [ "$command" != - ] && [ -n "$(type -P "$command")" ] && continue
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s\n' "$package"
    done <"$root/tools/packages.txt"
}

# "Need to get 214 MB of archives. After this operation, 882 MB ...", as apt says it; needs no root.
aptSizes() {
    LC_ALL=C apt-get install --print-uris -y --no-install-recommends "$@" 2>/dev/null |
        grep -E '^(Need to get|After this operation)' | tr '\n' ' '
}

# apt's own progress ("pmstatus:PACKAGE:PERCENT:TEXT") as one line that moves on a terminal, every tenth in a log.
showAptProgress() {
    local kind package percent text what last= by=10 form='vitrine: %s\n'
    [ ! -t 2 ] || by=1 form='\r\033[Kvitrine: %s '
    while IFS=: read -r kind package percent text; do
        case $kind in
            dlstatus) what="downloading packages" ;;
            pmstatus) what="installing packages" ;;
            *) continue ;;
        esac
        # The percentage is what has a dot: a package's name may hold a colon (libc6:amd64).
        [[ ":$percent:$text" =~ :([0-9]+)\.[0-9] ]] || continue
        what+=" $((BASH_REMATCH[1] / by * by)) %"
        [ "$what" = "$last" ] || printf "$form" "$what"
        last=$what
    done >&2
    [ ! -t 2 ] || printf '\r\033[K' >&2
}

# runApt LOG ARGS...: as root, or through sudo; apt waits for a lock that another update holds. Its status lines need a
# descriptor of their own, made inside sudo, which closes those it is given: on 1 apt would close the scripts' output.
runApt() {
    local log=$1 asRoot=()
    shift
    [ "$(id -u)" = 0 ] || asRoot=(sudo)
    "${asRoot[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C sh -c 'exec apt-get "$@" 3>&1 1>&2' apt-get -y \
        -o APT::Status-Fd=3 -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" 2>"$log" | showAptProgress
}

# installPackages WHEN...
installPackages() {
    local missing log
    mapfile -t missing < <(missingPackages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ -z "$(type -P apt-get)" ]; then
        say "this system has no apt-get; going on without these packages of Debian's: ${missing[*]}" \
            "(where the build then misses something, install what your system calls them)"
        return 0
    fi
    local byHand="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" != 0 ]; then
        [ -n "$(type -P sudo)" ] ||
            fail "packages are missing, and installing them takes an administrator. Ask one to run, as root:" "$byHand"
        [ -t 0 ] || sudo -n true 2>/dev/null ||
            fail "packages are missing, and sudo wants a password. Run this yourself, then again what you ran now:" \
                "sudo sh -c '$byHand'"
    fi

    log=$(mktemp)
    # Out-of-date lists name packages that are gone: asked anew where apt knows no way, and where the install fails.
    local sizes updated=
    sizes=$(aptSizes "${missing[@]}") || true
    if [ -z "$sizes" ]; then
        say "asking for the list of packages (apt-get update$([ "$(id -u)" = 0 ] || echo ', through sudo'))"
        runApt "$log" update || true
        updated=yes
        sizes=$(aptSizes "${missing[@]}") || true
    fi
    say "needs these packages of the system:" "${missing[*]}"
    say "${sizes:-apt cannot say how large they are.}$([ "$(id -u)" = 0 ] || echo ' Installing them through sudo.')"
    confirm "install them?" || fail "nothing was installed. By hand, as root:" "$byHand"
    if ! runApt "$log" install --no-install-recommends "${missing[@]}"; then
        { [ -z "$updated" ] && runApt "$log" update &&
            runApt "$log" install --no-install-recommends "${missing[@]}"; } || explainApt "$log" "$byHand"
    fi
    rm -f "$log"
}

# explainApt LOG BY_HAND: why apt could not, and what to do.
explainApt() {
    local why
    why=$(grep -E '^([EW]:|dpkg: error)' "$1" | tail -4) || why=$(tail -4 "$1")
    printf '%s\n' "$why" >&2
    case $why in
        *"Unable to locate"* | *"no installation candidate"*)
            fail "apt does not know all of these packages. They are in Debian 12 and Ubuntu 24.04, and later ones;" \
                "on Ubuntu the part called universe has to be on: sudo add-apt-repository universe" "then: $2" ;;
        *"resolve"* | *"connect"* | *"Failed to fetch"*)
            fail "apt could not reach its servers. Check the network (behind a proxy: http_proxy), then run this again." ;;
        *"space"*) fail "the disk is full. Make room, then run this again." ;;
        *) fail "apt could not install the packages. By hand, as root, it says more:" "$2" ;;
    esac
}
