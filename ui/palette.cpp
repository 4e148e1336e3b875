#include "ui/palette.h"

#include "ui/controls.h"
#include "ui/fuzzy.h"
#include "ui/theme.h"

#include <QtCore/QAbstractListModel>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr Px paletteWidth = units(80);
constexpr int rowsShown = 12;
constexpr size_t mostFound = 200;

}  // namespace

/// What was found, the best first; with nothing typed everything in its own order.
class PaletteModel : public QAbstractListModel {
public:
    struct Found {
        size_t entry = 0;
        FuzzyMatch match;
    };

    PaletteModel(std::vector<PaletteEntry> entries, QObject* parent)
        : QAbstractListModel(parent), m_entries(std::move(entries)) {
        search({});
    }

    void search(const QString& typed) {
        beginResetModel();
        m_found.clear();
        for (size_t i = 0; i < m_entries.size(); ++i) {
            const PaletteEntry& entry = m_entries[i];
            FuzzyMatch match = fuzzyMatch(typed, entry.title);
            if (!match) {  // not by its name: by what is said beside it, and then after the others
                match = fuzzyMatch(
                    typed, QStringList({entry.title, entry.kind, entry.detail, entry.words}).join(QLatin1Char(' ')));
                match.letters.clear();
                if (match)
                    match.score /= 2;
            }
            if (!match)
                continue;
            match.score += entry.weight;
            m_found.push_back({i, match});
        }
        if (!typed.trimmed().isEmpty())
            std::stable_sort(m_found.begin(), m_found.end(),
                             [](const Found& a, const Found& b) { return a.match.score > b.match.score; });
        if (m_found.size() > mostFound)
            m_found.resize(mostFound);
        endResetModel();
    }

    int rowCount(const QModelIndex& = {}) const override { return int(m_found.size()); }
    const PaletteEntry& entry(int row) const { return m_entries[m_found[size_t(row)].entry]; }
    const QList<int>& letters(int row) const { return m_found[size_t(row)].match.letters; }

    QVariant data(const QModelIndex& index, int role) const override {
        const PaletteEntry& e = entry(index.row());
        if (role == Qt::DisplayRole)
            return e.title;
        if (role == Qt::AccessibleTextRole) {
            QStringList parts{e.title, e.kind, e.detail, e.keys};
            parts.removeAll(QString());
            return parts.join(QStringLiteral(", "));
        }
        return {};
    }

private:
    std::vector<PaletteEntry> m_entries;
    std::vector<Found> m_found;
};

namespace {

class PaletteDelegate : public QStyledItemDelegate {
public:
    PaletteDelegate(const PaletteModel& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {10 * unit, rowHeight + 4};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const PaletteEntry& entry = m_model.entry(index.row());
        painter->save();
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            painter->fillRect(option.rect, theme().raised);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())), theme().accent);
        QRect inner = option.rect.adjusted(2 * unit, 0, -2 * unit, 0);
        painter->setFont(textFont(TextSize::Small));
        painter->setPen(theme().quiet);
        const QString right = entry.keys.isEmpty() ? entry.kind : entry.keys;
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, right);
        inner.setRight(inner.right() - painter->fontMetrics().horizontalAdvance(right) - 2 * unit);
        inner.setLeft(paintTitle(*painter, inner, entry.title, m_model.letters(index.row())) + unit + unit / 2);
        painter->setFont(textFont(TextSize::Small));
        painter->setPen(theme().quiet);
        if (inner.width() > 4 * unit)
            painter->drawText(inner, Qt::AlignVCenter,
                              painter->fontMetrics().elidedText(entry.detail, Qt::ElideMiddle, inner.width()));
        painter->restore();
    }

private:
    /// The letters that were typed in the accent's colour. Returns where the title ends.
    static int paintTitle(QPainter& painter, const QRect& in, const QString& title, const QList<int>& letters) {
        painter.setFont(textFont());
        painter.setPen(theme().text);
        const QFontMetrics metrics = painter.fontMetrics();
        const QString shown = metrics.elidedText(title, Qt::ElideRight, in.width());
        painter.drawText(in, Qt::AlignVCenter, shown);
        painter.setPen(theme().accent);
        for (const int i : letters)
            if (i < shown.size() && shown[i] == title[i])
                painter.drawText(in.adjusted(metrics.horizontalAdvance(shown.left(i)), 0, 0, 0), Qt::AlignVCenter,
                                 shown.mid(i, 1));
        return in.left() + metrics.horizontalAdvance(shown);
    }

    const PaletteModel& m_model;
};

}  // namespace

Palette::Palette(std::vector<PaletteEntry> entries, QWidget* window)
    : Sheet(window, {paletteWidth, 80 * unit}),
      m_model(new PaletteModel(std::move(entries), this)),
      m_edit(new QLineEdit(this)),
      m_list(new QListView(this)) {
    setAccessibleName(tr("Command palette"));
    m_edit->setPlaceholderText(tr("A command, picture, module, layer, method or model"));
    m_edit->setAccessibleName(tr("Search everything"));
    m_list->setAccessibleName(tr("Found"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(*m_model, this));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->viewport()->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, unit, 1, unit);
    layout->setSpacing(unit);
    auto* editRow = new QHBoxLayout;
    editRow->setContentsMargins(unit, 0, unit, 0);
    editRow->addWidget(m_edit);
    layout->addLayout(editRow);
    layout->addWidget(m_list, 1);
    m_nothing = new Words(tr("Nothing found: other letters, or fewer"), Tone::Quiet, TextSize::Normal, this);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->hide();
    layout->addWidget(m_nothing, 1);
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &Palette::search);
    connect(m_list, &QListView::clicked, this, &Palette::run);
    m_list->setCurrentIndex(m_model->index(0));
    m_edit->setFocus();
}

int Palette::wantedHeight(int) const { return m_edit->sizeHint().height() + 3 * unit + rowsShown * (rowHeight + 4); }

void Palette::search(const QString& typed) {
    if (m_edit->text() != typed)
        m_edit->setText(typed);
    m_model->search(typed);
    m_list->setVisible(m_model->rowCount() > 0);
    m_nothing->setVisible(m_model->rowCount() == 0);
    m_list->setCurrentIndex(m_model->index(0));
    m_list->scrollToTop();
}

int Palette::found() const { return m_model->rowCount(); }
QString Palette::titleOf(int row) const { return m_model->entry(row).title; }

void Palette::step(int by) {
    const int rows = m_model->rowCount();
    if (rows == 0)
        return;
    const int from = m_list->currentIndex().row();
    const int to = std::abs(by) == 1 ? (from + by + rows) % rows : std::clamp(from + by, 0, rows - 1);
    m_list->setCurrentIndex(m_model->index(to));
}

// The palette goes first: what is run may open something else.
void Palette::run(const QModelIndex& index) {
    if (!index.isValid())
        return;
    const std::function<void()> what = m_model->entry(index.row()).run;
    dismiss();
    what();
}

bool Palette::eventFilter(QObject* object, QEvent* event) {
    if (object != m_edit || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return Sheet::eventFilter(object, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int by = key == Qt::Key_Down       ? 1
                   : key == Qt::Key_Up       ? -1
                   : key == Qt::Key_PageDown ? rowsShown - 1
                   : key == Qt::Key_PageUp   ? 1 - rowsShown
                                             : 0;
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (by == 0 && !enter)
        return Sheet::eventFilter(object, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        if (enter)
            run(m_list->currentIndex());
        else
            step(by);
    }
    return true;
}

}  // namespace vitrine::ui
