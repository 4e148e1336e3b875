// StageMessage: what stands in the picture's place when there is none: how to begin, or what went wrong and what to do.
#pragma once

#include "ui/lane.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QWidget>

#include <string>

class QPushButton;
class QScrollArea;

namespace vitrine::ui {

class ElidedLabel;
class Words;

/// A picture to click, with its name below.
class SampleButton : public QAbstractButton {
    Q_OBJECT
public:
    /// `pool`: where the file is read, once it is to be seen.
    SampleButton(const QString& file, const QString& name, QThreadPool& pool, QWidget* parent = nullptr);
    QString file() const { return m_file; }
    QSize sizeHint() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void paintName(QPainter& painter);
    QString m_file;
    QImage m_image;  ///< null while it is read, and when it cannot be
    Lane<QImage> m_reading;
};

class StageMessage : public QWidget {
    Q_OBJECT
public:
    explicit StageMessage(QWidget* parent = nullptr);

    /// No picture yet: drop one, open one, or try one of the samples.
    void showWelcome();
    void showFailure(const Failure& failure, const QString& whatToDo);
    /// With a button that loads it once more, or offers the weights that are `missing` unless they are `coming`: entries as
    /// "vit_b_16/IMAGENET1K_V1", empty for none.
    void showModelError(const Failure& failure, const std::string& missing, const std::string& coming);

Q_SIGNALS:
    void openRequested(const QStringList& files);
    void openDialogRequested();
    void againRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeOpenLine();
    QWidget* makeSamples();
    void fitWords();

    QScrollArea* m_scroll;  ///< for words that are longer than the stage is high
    QWidget* m_column;      ///< at most 480 px wide
    ElidedLabel* m_title;
    Words* m_reason;
    Words* m_whatToDo;
    QPushButton* m_again;
    QPushButton* m_misfits;
    QWidget* m_openLine;
    QThreadPool m_pool;
    QWidget* m_samples;
    Failure m_failure;
};

}  // namespace vitrine::ui
