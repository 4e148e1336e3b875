// Another program to drag from: a small window whose every press starts a drag of the file named on the command line,
// as a file manager does.
#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QDrag>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>

namespace {

class Source : public QLabel {
public:
    explicit Source(const QString& file) : QLabel(file), m_file(file) {}

protected:
    void mousePressEvent(QMouseEvent*) override {}
    void mouseMoveEvent(QMouseEvent* event) override {
        if (!(event->buttons() & Qt::LeftButton))
            return;
        auto* mime = new QMimeData;
        mime->setUrls({QUrl::fromLocalFile(m_file)});
        auto* drag = new QDrag(this);
        drag->setMimeData(mime);
        drag->exec(Qt::CopyAction);
    }

private:
    QString m_file;
};

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    Source source(QString::fromLocal8Bit(argv[1]));
    source.setWindowTitle(QStringLiteral("drag source"));
    source.setWindowFlag(Qt::X11BypassWindowManagerHint);
    source.setGeometry(0, 0, 120, 60);
    source.show();
    return QApplication::exec();
}
