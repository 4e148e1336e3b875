// Where the hub is and who asks it, as Python's huggingface_hub is told.
#include "core/home.h"
#include "ui/fetch/hub_fetch.h"

#include <algorithm>
#include <fstream>

namespace vitrine::ui {

namespace fs = std::filesystem;

namespace {

bool isTrue(const char* variable) {
    const QByteArray value = qgetenv(variable).toLower();
    return value == "1" || value == "true" || value == "yes" || value == "on";
}

}  // namespace

QUrl hubEndpoint() {
    std::string endpoint = environment("HF_ENDPOINT");
    while (endpoint.ends_with('/'))
        endpoint.pop_back();
    return QUrl(QString::fromStdString(endpoint.empty() ? "https://huggingface.co" : endpoint));
}

QString hubPage(const HubName& name) {
    return hubEndpoint().toString(QUrl::RemoveUserInfo) + QLatin1Char('/') + QString::fromStdString(name.repository());
}

QByteArray hubToken() {
    if (isTrue("HF_HUB_DISABLE_IMPLICIT_TOKEN"))
        return {};
    QByteArray token = qgetenv("HF_TOKEN");
    if (token.trimmed().isEmpty()) {
        const std::string named = environment("HF_TOKEN_PATH");
        const fs::path file = named.empty() ? hubHome() / "token" : expandHome(named);
        std::ifstream stream(file);
        std::string line;
        std::getline(stream, line);
        token = QByteArray::fromStdString(line);
    }
    token = token.trimmed();
    const bool isPrintable = std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    return isPrintable ? token : QByteArray();
}

bool isHubOffline() { return isOffline() || isTrue("HF_HUB_OFFLINE"); }

}  // namespace vitrine::ui
