// A web server of the test's own, on this machine: answers as it is told, well or badly.
#pragma once

#include <QtCore/QMap>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <functional>

namespace vitrine::test {

class WebServer : public QTcpServer {
public:
    using Answer = std::function<void(QTcpSocket& socket, const QByteArray& request)>;

    WebServer() {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(*socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }

    void on(const QByteArray& path, Answer answer) { m_answers[path] = std::move(answer); }

    /// A whole answer with its length.
    void give(const QByteArray& path, const QByteArray& body, const QByteArray& type = "image/png") {
        on(path, [body, type](QTcpSocket& socket, const QByteArray&) {
            socket.write(head("200 OK", body.size(), "Content-Type: " + type + "\r\n") + body);
            socket.disconnectFromHost();
        });
    }

    /// `length` negative: not told.
    static QByteArray head(const QByteArray& status, qint64 length, const QByteArray& more = {}) {
        return "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + more +
               (length < 0 ? QByteArray() : "Content-Length: " + QByteArray::number(length) + "\r\n") + "\r\n";
    }

    QUrl url(const QByteArray& path) const {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(QString::fromLatin1(path)));
    }

private:
    void read(QTcpSocket& socket) {
        const QByteArray request = socket.readAll();
        const Answer answer = m_answers.value(request.split(' ').value(1));
        if (answer)
            return answer(socket, request);
        socket.write(head("404 Not Found", 4) + "gone");
        socket.disconnectFromHost();
    }

    QMap<QByteArray, Answer> m_answers;
};

}  // namespace vitrine::test
