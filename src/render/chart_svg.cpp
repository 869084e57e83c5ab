// A chart as an <svg> element: axes, marks and labels are shapes and text, so that it prints sharply and can be read aloud.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/text.h"
#include "render/chart.h"
#include "render/markup.h"

namespace gw {
namespace {

constexpr double width = 720, right = 704;

// About how wide a text is drawn at 12 units: Han are square, Latin letters about half of that.
double drawn(std::string_view text) {
  double out = 0;
  for (std::size_t i = 0; i < text.size();) out += decode(text, i) >= 0x2E80 ? 12 : 6.8;
  return out;
}

std::string shortened(std::string_view text, double most) {
  if (drawn(text) <= most) return std::string(text);
  std::string out;
  double used = 10;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t from = i;
    used += decode(text, i) >= 0x2E80 ? 12 : 6.8;
    if (used > most) break;
    out += text.substr(from, i - from);
  }
  return out + "…";
}

// A label cut at spaces, and between Han; four lines when it does not fit into three.
std::vector<std::string> in_lines(std::string_view text, double most) {
  std::vector<std::string> out{""};
  std::string word;
  const auto put = [&](bool space) {
    if (!out.back().empty() && drawn(out.back()) + drawn(word) > most) out.emplace_back();
    if (drawn(word) > most) out.resize(4);
    out.back() += word;
    if (space && !out.back().empty()) out.back() += ' ';
    word.clear();
  };
  for (std::size_t i = 0; i < text.size() && out.size() < 4;) {
    const std::size_t from = i;
    const char32_t c = decode(text, i);
    if (c == ' ') {
      put(true);
      continue;
    }
    if (is_han(c)) put(false);
    word += text.substr(from, i - from);
    std::size_t next = i;
    if (is_han(c) && (next >= text.size() || !is_punctuation(decode(text, next)))) put(false);
  }
  put(false);
  return out;
}

std::string words(double x, double y, std::string_view anchor, std::string_view text, std::string_view more = "") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>", x, y, anchor, more, escaped(text));
}

class Drawing {
 public:
  explicit Drawing(const Chart& chart) : chart_(chart) {}

  std::string draw() {
    if (!chart_.title.empty()) {
      body_ += words(width / 2, 20, "middle", shortened(chart_.title, 560), " font-size=\"15\" font-weight=\"600\"");
      top_ = 40;
    }
    if (chart_.kind == Chart::Kind::pie) pie();
    else plane();
    return fmt::format("<svg class=\"chart\" viewBox=\"0 0 720 {0:.0f}\" role=\"img\" aria-label=\"{1}\" font-size=\"12\" fill=\"#333333\"><title>{1}</title>{2}</svg>", height_, escaped(told()), body_);
  }

 private:
  std::string told() const {
    std::string out = chart_.title;
    for (const auto& series : chart_.series) {
      if (!out.empty()) out += "; ";
      if (!series.name.empty()) out += series.name + ": ";
      for (std::size_t i = 0; i < chart_.labels.size(); ++i) out += fmt::format("{}{} {}", i > 0 ? ", " : "", chart_.labels[i], series.values[i] ? chart_number(*series.values[i]) + chart_.unit : "–");
    }
    return out;
  }

  // Names of the series in rows under the title.
  void legend() {
    if (chart_.series.size() < 2 && (chart_.series[0].name.empty() || chart_.series[0].name == chart_.title)) return;
    double x = left_;
    for (std::size_t n = 0; n < chart_.series.size(); ++n) {
      const std::string name = shortened(chart_.series[n].name, 220);
      if (x > left_ && x + 24 + drawn(name) > right) {
        x = left_;
        top_ += 20;
      }
      body_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"11\" height=\"11\" rx=\"2\" fill=\"#{}\"/>", x, top_ - 4, chart_colour(n)) + words(x + 16, top_ + 6, "start", name);
      x += 36 + drawn(name);
    }
    top_ += 24;
  }

  double y_of(double value) const { return bottom_ - (value - scale_.least) / (scale_.most - scale_.least) * (bottom_ - top_); }

  void plane() {
    scale_ = scale_of(chart_);
    double widest = 0;
    for (double at = scale_.least; at <= scale_.most + scale_.step / 2; at += scale_.step) widest = std::max(widest, drawn(chart_number(at)));
    left_ = 20 + widest;
    legend();
    if (!chart_.unit.empty()) {
      body_ += words(left_ - 8, top_ + 2, "end", shortened(chart_.unit, left_), " fill=\"#666666\"");
      top_ += 16;
    }
    bottom_ = top_ + 230;
    for (double at = scale_.least; at <= scale_.most + scale_.step / 2; at += scale_.step) {
      const double value = std::abs(at) < scale_.step / 1e6 ? 0 : at, y = y_of(value);
      body_ += fmt::format("<line x1=\"{:.1f}\" x2=\"{:.0f}\" y1=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>", left_, right, y, y, value == 0 ? "#888888" : "#e3e5e8");
      body_ += words(left_ - 8, y + 4, "end", chart_number(value), " fill=\"#666666\"");
    }
    if (chart_.kind == Chart::Kind::bar) bars();
    else lines();
    labels();
  }

  double slot() const { return (right - left_) / static_cast<double>(chart_.labels.size()); }

  void bars() {
    const double n = static_cast<double>(chart_.series.size()), bar = std::min(slot() * 0.72 / n, 56.0);
    for (std::size_t s = 0; s < chart_.series.size(); ++s)
      for (std::size_t i = 0; i < chart_.labels.size(); ++i) {
        const auto& value = chart_.series[s].values[i];
        if (!value) continue;
        const double x = left_ + slot() * (static_cast<double>(i) + 0.5) + bar * (static_cast<double>(s) - n / 2), y = y_of(std::max(*value, 0.0)), end = y_of(std::min(*value, 0.0));
        body_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"#{}\"/>", x + bar * 0.04, y, bar * 0.92, std::max(end - y, 0.5), chart_colour(s));
        const std::string number = chart_number(*value);
        if (drawn(number) * 0.92 < std::max(bar, n == 1 ? slot() : 0.0)) body_ += words(x + bar / 2, *value < 0 ? end + 13 : y - 4, "middle", number, " font-size=\"11\"");
      }
  }

  void lines() {
    for (std::size_t s = 0; s < chart_.series.size(); ++s) {
      std::string path, dots;
      bool drawing = false;
      for (std::size_t i = 0; i < chart_.labels.size(); ++i) {
        const auto& value = chart_.series[s].values[i];
        if (value) {
          const double x = left_ + slot() * (static_cast<double>(i) + 0.5), y = y_of(*value);
          path += fmt::format("{}{:.1f} {:.1f}", drawing ? "L" : "M", x, y);
          if (chart_.labels.size() <= 40) dots += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.2\" fill=\"#{}\"/>", x, y, chart_colour(s));
          if (chart_.series.size() == 1 && drawn(chart_number(*value)) < slot()) dots += words(x, y - 9, "middle", chart_number(*value), " font-size=\"11\"");
        }
        drawing = value.has_value();
      }
      body_ += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"#{}\" stroke-width=\"2.2\" stroke-linejoin=\"round\"/>{}", path, chart_colour(s), dots);
    }
  }

  // Level where they fit, in two or three lines where that is enough, else slanted; only some where there are too many.
  void labels() {
    double widest = 0;
    for (const auto& label : chart_.labels) widest = std::max(widest, drawn(label));
    std::size_t lines = 1;
    std::vector<std::vector<std::string>> broken;
    for (const auto& label : chart_.labels) lines = std::max(lines, broken.emplace_back(in_lines(label, slot() - 6)).size());
    const bool level = lines <= 3;
    const std::size_t every = level ? 1 : static_cast<std::size_t>(std::ceil(18 / slot()));
    for (std::size_t i = 0; i < chart_.labels.size(); i += every) {
      const double x = left_ + slot() * (static_cast<double>(i) + 0.5);
      for (std::size_t n = 0; level && n < broken[i].size(); ++n) body_ += words(x, bottom_ + 18 + 15 * static_cast<double>(n), "middle", broken[i][n]);
      if (!level) body_ += words(x + 4, bottom_ + 14, "end", shortened(chart_.labels[i], std::min(130.0, (x - 4) * 1.15)), fmt::format(" transform=\"rotate(-35 {:.1f} {:.1f})\"", x + 4, bottom_ + 14));
    }
    height_ = bottom_ + (level ? 15 + 15 * static_cast<double>(lines) : 24 + std::min(widest, 130.0) * 0.6);
  }

  void pie() {
    double sum = 0;
    for (const auto& value : chart_.series[0].values) sum += value.value_or(0);
    const double radius = 110, rows = 22 * static_cast<double>(chart_.labels.size());
    height_ = top_ + std::max(2 * radius, rows) + 16;
    const double x = 170, y = top_ + std::max(2 * radius, rows) / 2 + 4;
    double from = -std::numbers::pi / 2, row = y - rows / 2 + 15;
    for (std::size_t i = 0; i < chart_.labels.size(); ++i) {
      const double value = chart_.series[0].values[i].value_or(0), share = value / sum;
      if (share >= 0.9999) {
        body_ += fmt::format("<circle cx=\"{}\" cy=\"{:.1f}\" r=\"{}\" fill=\"#{}\"/>", x, y, radius, chart_colour(i));
      } else if (share > 0) {
        const double to = from + share * 2 * std::numbers::pi;
        body_ += fmt::format("<path d=\"M{} {:.1f}L{:.2f} {:.2f}A{} {} 0 {} 1 {:.2f} {:.2f}Z\" fill=\"#{}\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>", x, y, x + radius * std::cos(from), y + radius * std::sin(from), radius,
                             radius, share > 0.5 ? 1 : 0, x + radius * std::cos(to), y + radius * std::sin(to), chart_colour(i));
        if (share >= 0.05) {
          const double middle = (from + to) / 2;
          body_ += words(x + radius * 0.68 * std::cos(middle), y + radius * 0.68 * std::sin(middle) + 4, "middle", fmt::format("{:.0f}%", share * 100), " fill=\"#ffffff\" font-weight=\"600\"");
        }
        from = to;
      }
      body_ += fmt::format("<rect x=\"330\" y=\"{:.1f}\" width=\"11\" height=\"11\" rx=\"2\" fill=\"#{}\"/>", row - 10, chart_colour(i));
      body_ += words(348, row, "start", shortened(chart_.labels[i], 210)) +
               words(right, row, "end", fmt::format("{}{}{} · {:.1f}%", chart_number(value), chart_.unit.empty() || static_cast<unsigned char>(chart_.unit[0]) >= 0x80 ? "" : " ", shortened(chart_.unit, 60), share * 100), " fill=\"#666666\"");
      row += 22;
    }
  }

  const Chart& chart_;
  Scale scale_;
  std::string body_;
  double top_ = 16, left_ = 40, bottom_ = 0, height_ = 0;
};

}  // namespace

std::string svg_of(const Chart& chart) { return Drawing(chart).draw(); }

}  // namespace gw
