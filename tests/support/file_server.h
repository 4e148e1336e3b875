// A file given by the WebServer as servers in the world do: with ranges or without, slowly, cut off, in error at first,
// or with a lie about its length.
#pragma once

#include "tests/support/web_server.h"

#include <memory>

namespace vitrine::test {

struct Manners {
    bool ranges = true;
    QByteArray etag = "\"v1\"";
    QByteArray headers;    ///< more of them, each with its line end
    qint64 cutAfter = -1;  ///< bytes of each answer, then the connection goes
    qint64 claims = -1;    ///< a length that is not the true one
    qint64 perTick = 0;    ///< bytes each 5 ms; 0: at once
    int failures = 0;      ///< so many answers are errors first
    QByteArray failure = "500 Internal Server Error";
    QByteArray failureHeaders;
};

/// What was asked of it.
struct Asked {
    int requests = 0;
    int partial = 0;   ///< answers of 206
    QByteArray last;   ///< the last request, whole
    qint64 given = 0;  ///< bytes of the file sent
    Manners manners;   ///< may be changed on the way
    QByteArray body;   ///< likewise
};

namespace detail {

inline QByteArray headerOf(const QByteArray& request, const QByteArray& name) {
    for (const QByteArray& line : request.split('\n'))
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.mid(name.size() + 1).trimmed();
    return {};
}

inline void sendSlowly(QTcpSocket& socket, const QByteArray& bytes, Asked& asked) {
    auto* timer = new QTimer(&socket);
    QObject::connect(timer, &QTimer::timeout, &socket, [&socket, &asked, timer, bytes, at = qint64(0)]() mutable {
        if (socket.bytesToWrite() > 4 * asked.manners.perTick)
            return;
        const QByteArray next = bytes.mid(at, asked.manners.perTick);
        at += next.size();
        asked.given += next.size();
        socket.write(next);
        if (at < bytes.size())
            return;
        timer->deleteLater();
        socket.disconnectFromHost();
    });
    timer->start(5);
}

}  // namespace detail

/// Answers GET and HEAD of `path`. What it returns lives as long as the server uses it.
inline std::shared_ptr<Asked> serveFile(WebServer& server, const QByteArray& path, const QByteArray& body,
                                        const Manners& manners = {}) {
    auto asked = std::make_shared<Asked>();
    asked->manners = manners;
    asked->body = body;
    server.on(path, [asked](QTcpSocket& socket, const QByteArray& request) {
        const Manners& m = asked->manners;
        ++asked->requests;
        asked->last = request;
        if (asked->manners.failures > 0) {
            --asked->manners.failures;
            socket.write(WebServer::head(m.failure, 2, m.failureHeaders) + (request.startsWith("HEAD") ? "" : "no"));
            return socket.disconnectFromHost();
        }
        const QByteArray range = detail::headerOf(request, "Range"), version = detail::headerOf(request, "If-Range");
        const qint64 from = range.mid(6).split('-').value(0).toLongLong();  // bytes=FROM-
        const bool partial = m.ranges && !range.isEmpty() && (version.isEmpty() || version == m.etag);
        const QByteArray more = (m.etag.isEmpty() ? QByteArray() : "ETag: " + m.etag + "\r\n") + m.headers;
        if (partial && from >= asked->body.size()) {
            socket.write(WebServer::head("416 Range Not Satisfiable", 0, more));
            return socket.disconnectFromHost();
        }
        QByteArray bytes = partial ? asked->body.mid(from) : asked->body;
        const qint64 length = m.claims >= 0 ? m.claims - (partial ? from : 0) : bytes.size();
        const QByteArray total = QByteArray::number(m.claims >= 0 ? m.claims : asked->body.size());
        const QByteArray where = partial ? "Content-Range: bytes " + QByteArray::number(from) + "-" +
                                               QByteArray::number(from + length - 1) + "/" + total + "\r\n"
                                         : QByteArray();
        asked->partial += partial ? 1 : 0;
        socket.write(WebServer::head(partial ? "206 Partial Content" : "200 OK", length, more + where));
        if (request.startsWith("HEAD"))
            return socket.disconnectFromHost();
        if (m.cutAfter >= 0)
            bytes = bytes.left(m.cutAfter);
        if (m.perTick > 0)
            return detail::sendSlowly(socket, bytes, *asked);
        asked->given += bytes.size();
        socket.write(bytes);
        socket.disconnectFromHost();
    });
    return asked;
}

/// "Look there."
inline void redirect(WebServer& server, const QByteArray& path, const QByteArray& to, const QByteArray& headers = {}) {
    server.on(path, [to, headers](QTcpSocket& socket, const QByteArray&) {
        socket.write(WebServer::head("302 Found", 0, "Location: " + to + "\r\n" + headers));
        socket.disconnectFromHost();
    });
}

}  // namespace vitrine::test
