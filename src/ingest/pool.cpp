#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "ingest/ingest.h"
#include "ingest/pdf.h"
#include "ingest/wire.h"
#include "proc/worker.h"

namespace gw {

struct ParserPool::Inside {
  std::mutex mutex;
  std::condition_variable freed;
  std::deque<Worker> workers;     // stay where they are
  std::vector<Worker*> idle;      // the last used is taken first, so that few processes run when little is to do

  // Borrows a worker for one call.
  class Borrowed {
   public:
    explicit Borrowed(Inside& inside) : inside_(inside) {
      std::unique_lock lock(inside.mutex);
      inside.freed.wait(lock, [&] { return !inside.idle.empty(); });
      worker_ = inside.idle.back();
      inside.idle.pop_back();
    }
    ~Borrowed() {
      { const std::lock_guard lock(inside_.mutex); inside_.idle.push_back(worker_); }
      inside_.freed.notify_one();
    }
    Worker* operator->() const { return worker_; }

   private:
    Inside& inside_;
    Worker* worker_;
  };
};

ParserPool::ParserPool(std::size_t workers, std::filesystem::path program) : inside_(std::make_unique<Inside>()) {
  const std::string path = program.empty() ? "/proc/self/exe" : program.string();
  for (std::size_t i = 0; i < std::max<std::size_t>(workers, 1); ++i)
    inside_->idle.push_back(&inside_->workers.emplace_back(std::vector<std::string>{path, "parse-worker"}));
}
ParserPool::~ParserPool() = default;

Parsed ParserPool::parse(std::string_view bytes, std::string_view name, const ParseOptions& options) {
  check_size(bytes);
  ParseRequest request{false, std::string(name), options};
  std::string pages;
  Worker::Limits limits;
  if (is_pdf(bytes)) {  // Poppler runs beside the child, never below it: the child may start nothing
    PdfText text = pdf_text(bytes, options);
    pages = std::move(text.frames);
    request.pages_of_pdf = true;
    limits.time += std::chrono::milliseconds(20) * text.pages;
    bytes = pages;
  }
  const std::string head = encode_request(request);
  const Inside::Borrowed worker(*inside_);
  return decode_reply(worker->call({head, bytes}, limits));
}

}  // namespace gw
