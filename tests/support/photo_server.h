// A picture of the golden data by its address.
#pragma once

#include "tests/support/paths.h"
#include "tests/support/web_server.h"

#include <QtCore/QFile>
#include <QtCore/QSemaphore>
#include <QtCore/QThread>

namespace vitrine::test {

/// Gives photo.png, from a thread of its own: the test waits for programs that ask.
class PhotoServer : public QThread {
public:
    static std::string url() {
        static PhotoServer server;
        return server.m_url;
    }

private:
    PhotoServer() {
        start();
        m_ready.acquire();
    }
    ~PhotoServer() override {
        quit();
        wait();
    }
    void run() override {
        WebServer server;
        QFile photo(QString::fromStdString(data("golden/plain/photo.png").string()));
        server.give("/photo.png", photo.open(QIODevice::ReadOnly) ? photo.readAll() : QByteArray());
        m_url = server.url("/photo.png").toString().toStdString();
        m_ready.release();
        exec();
    }

    std::string m_url;
    QSemaphore m_ready;
};

}  // namespace vitrine::test
