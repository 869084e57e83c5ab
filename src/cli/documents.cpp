// add, documents, show, rm, classify: the life of documents from the command line.
#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "base/time.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/person.h"
#include "flow/artifacts.h"
#include "library/find.h"

namespace gw::cli {
namespace {

std::vector<std::string> lines_of(const std::string& file) {
  std::vector<std::string> out;
  if (file.empty()) return out;
  const std::string text = read_file(file, 1 << 20);
  for (auto line : split(text, '\n'))
    if (!line.empty() && line != "\r") out.emplace_back(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
  return out;
}

// "added 54, updated 2; 287 of 300 files read; 13 not, because: ..."
void print_report(const AddReport& report) {
  print_line(fmt::format("{} added, {} updated, {} unchanged, {} moved, {} removed, {} without text, in {:.1f} s", report.added, report.updated, report.unchanged,
                         report.moved, report.removed, report.empty, report.seconds));
  std::string why;
  for (const auto& [format, count] : report.unread_formats) why += fmt::format("{}{} {}", why.empty() ? "" : ", ", count, format);
  if (report.seen > 0)
    print_line(fmt::format("{} of {} files read{}", report.read, report.seen,
                           report.read == report.seen ? "" : fmt::format("; {} not{}", report.seen - report.read, why.empty() ? "" : " (not read: " + why + ")")));
  for (const auto& [path, reason] : report.failed) say(fmt::format("  {}: {}", path, reason));
  if (report.failed_count > static_cast<std::int64_t>(report.failed.size()))
    say(fmt::format("  and {} more; `groundwork documents --unread` lists them", report.failed_count - static_cast<std::int64_t>(report.failed.size())));
}

}  // namespace

int add(const Call& call, const AddArguments& arguments) {
  const Stopwatch watch;
  House house = call.house();
  Progress bar;
  AddOptions options;
  options.collection = arguments.collection;
  options.groups = arguments.groups;
  if (!arguments.label.empty()) options.label = label_named(arguments.label);
  options.allow_removals = arguments.allow_removals;
  options.passwords = lines_of(arguments.passwords);
  options.progress = [&](std::string_view stage, std::int64_t done, std::int64_t all) { bar.show(stage, done, all); };
  AddReport report = house.library.add(arguments.paths, options);
  // A command ends, so the pages that wait for OCR are read before it does; a server reads them in its background.
  for (std::int64_t left = 1; left > 0;) {
    left = house.library.read_waiting_pages(4);
    bar.show("reading scanned pages, left", left, 0);
  }
  report.seconds = watch.seconds();
  if (call.common.json) print_json(report_json(report));
  else print_report(report);
  return report.conflicts > 0 ? 2 : report.failed_count > 0 ? 1 : 0;
}

int documents(const Call& call, const DocumentsArguments& arguments) {
  House house = call.house();
  const Caller caller = caller_for(house.store, arguments.as);
  const Scope scope = house.store.reading<Scope>([&](Db& db) { return scope_of(db, caller, named(arguments.collection)); });
  if (arguments.unread) {
    Table table({"FILE", "FORMAT", "WHY"});
    for (const auto& row : house.library.unread(scope, 100'000)) {
      if (call.common.json)
        print_json({{"collection", row.collection}, {"document", row.name}, {"path", row.path}, {"format", row.format}, {"reason", row.reason}, {"bytes", row.bytes}});
      else table.row({row.name, row.format, row.reason});
    }
    if (!call.common.json) table.print();
    return 0;
  }
  Table table({"DOCUMENT", "COLLECTION", "FORMAT", "CHARACTERS", "LABEL", "GROUPS", "TITLE"});
  house.store.read([&](Db& db) {
    std::string after_collection, after_name;
    for (;;) {
      const auto rows = list_documents(db, named(arguments.collection).value_or(""), after_collection, after_name, 1000);
      for (const auto& row : rows) {
        if (!scope.sees(row.compartment)) continue;
        const auto compartment = *compartment_by_id(db, row.compartment);
        if (call.common.json) print_json(document_json(row, compartment));
        else
          table.row({row.name, row.collection, row.format, std::to_string(row.characters), std::string(name_of(compartment.label)),
                     compartment.groups.empty() ? "everyone" : join(compartment.groups, ","), one_line(row.title, 40)});
      }
      if (rows.size() < 1000) break;
      after_collection = rows.back().collection;
      after_name = rows.back().name;
    }
  });
  if (!call.common.json) table.print();
  return 0;
}

int show(const Call& call, const ShowArguments& arguments) {
  House house = call.house();
  const Caller caller = caller_for(house.store, arguments.as);
  house.store.read([&](Db& db) {
    const DocumentRow row = open_document(db, caller, arguments.document, named(arguments.collection));
    const std::string text = text_of(db, row.number);
    const auto blocks = blocks_of(db, row.number);
    if (call.common.json) {
      json::object out = document_json(row, *compartment_by_id(db, row.compartment));
      out["text"] = text;
      json::array list;
      for (const auto& block : blocks) list.push_back(block_json(block));
      out["blocks"] = std::move(list);
      print_json(out);
    } else if (arguments.blocks) {
      for (const auto& block : blocks) {
        const json::object described = block_json(block);
        print_line(fmt::format("{:>10}{}{}{} {}", std::string_view(described.at("kind").as_string()), block.level ? fmt::format(" {}", block.level) : "",
                               block.header ? " (header)" : "", block.hidden ? " (hidden)" : "", one_line(slice(text, block.start, block.end), 100)));
      }
    } else {
      fmt::print("{}{}", harmless(text), text.ends_with('\n') ? "" : "\n");
    }
  });
  return 0;
}

int remove(const Call& call, const RemoveArguments& arguments) {
  House house = call.house();
  std::vector<std::string> names;
  for (const auto& name : arguments.documents) names.push_back(nfc(name));
  const auto removed = house.library.remove(names, named(arguments.collection), arguments.erase, "");
  if (arguments.erase) sweep_artifacts(house.store);
  if (call.common.json) print_json({{"removed", removed.documents}, {"receipt", removed.receipt}});
  else {
    print_line(fmt::format("{} removed", removed.documents));
    if (!removed.receipt.empty()) print_line(removed.receipt);
  }
  return 0;
}

// What is not named stays as it is.
int classify(const Call& call, const ClassifyArguments& arguments) {
  if (arguments.groups.empty() && !arguments.everyone && arguments.label.empty()) throw Error(Code::invalid, "Say what shall change: --groups, --everyone or --label.");
  House house = call.house();
  const auto [row, now] = house.store.reading<std::pair<DocumentRow, Compartment>>([&](Db& db) {
    auto found = open_document(db, administrator(), nfc(arguments.document), named(arguments.collection));
    return std::pair(found, *compartment_by_id(db, found.compartment));
  });
  const auto groups = arguments.everyone ? std::vector<std::string>() : arguments.groups.empty() ? now.groups : arguments.groups;
  const Label label = arguments.label.empty() ? now.label : label_named(arguments.label);
  house.library.classify(row.name, row.collection, groups, label, "");
  if (call.common.json) print_json({{"document", row.name}, {"label", name_of(label)}, {"groups", json::value_from(groups)}});
  else print_line(fmt::format("{} is {} for {} from the next question on.", row.name, name_of(label), groups.empty() ? "everyone" : join(groups, ",")));
  return 0;
}

}  // namespace gw::cli
