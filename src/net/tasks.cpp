#include "net/tasks.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>

#include "base/error.h"
#include "base/log.h"

namespace gw {

struct Loop::Inside {
  asio::io_context context{1};
  asio::signal_set signals{context};
};

Loop::Loop() : inside_(std::make_unique<Inside>()) {}
Loop::~Loop() = default;
asio::any_io_executor Loop::executor() { return inside_->context.get_executor(); }
void Loop::run() { inside_->context.run(); }

Task<int> Loop::signal() {
  inside_->signals.add(SIGINT);
  inside_->signals.add(SIGTERM);
  co_return co_await inside_->signals.async_wait(asio::use_awaitable);
}

void Loop::spawn(Task<void> work, std::function<void(std::exception_ptr)> done) {
  asio::co_spawn(inside_->context, std::move(work), std::move(done));
}

struct Pool::Inside {
  asio::thread_pool threads;
};

Pool::Pool(std::size_t threads) : inside_(new Inside{asio::thread_pool(threads)}) {}
Pool::~Pool() { join(); }
void Pool::join() { inside_->threads.join(); }

Task<void> Pool::run(std::function<void()> work) {
  const auto loop = co_await asio::this_coro::executor;
  std::exception_ptr failed;
  auto initiate = [this, &work, &failed, loop](auto handler) {
    ++waiting_;
    auto act = [this, &work, &failed, guard = asio::make_work_guard(loop), handler = std::move(handler)]() mutable {
      try {
        work();
      } catch (...) {
        failed = std::current_exception();
      }
      --waiting_;
      asio::post(guard.get_executor(), std::move(handler));
    };
    asio::post(inside_->threads, std::move(act));
  };
  co_await asio::async_initiate<decltype(asio::use_awaitable), void()>(std::move(initiate), asio::use_awaitable);
  if (failed) std::rethrow_exception(failed);
}

Task<void> pause(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(asio::use_awaitable);
}

namespace {
// `||` waits for one success: a failure must come back as a value, or it would wait for the timer.
Task<void> caught(Task<void> call, std::exception_ptr& failed) {
  try {
    co_await std::move(call);
  } catch (...) {
    failed = std::current_exception();
  }
}
}  // namespace

Task<void> within_void(std::chrono::milliseconds time, Task<void> call) {
  using namespace asio::experimental::awaitable_operators;
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  std::exception_ptr failed;
  const auto first = co_await (caught(std::move(call), failed) || timer.async_wait(asio::use_awaitable));
  if (first.index() == 1) throw Error(Code::timeout, "This took too long.");
  if (failed) std::rethrow_exception(failed);
}

Error error_of(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(std::move(thrown));
  } catch (const Error& e) {
    return e;
  } catch (const boost::system::system_error& e) {
    if (e.code() == asio::error::operation_aborted) throw;
    return Error(Code::internal, "Something went wrong inside Groundwork; the log says where.", e.what());
  } catch (const std::exception& e) {
    return Error(Code::internal, "Something went wrong inside Groundwork; the log says where.", e.what());
  }
}

struct Tasks::Child {
  std::string name;
  asio::cancellation_signal cancel;
};

Tasks::Tasks(asio::any_io_executor executor) : executor_(std::move(executor)) {}
Tasks::~Tasks() = default;

void Tasks::start(std::string name, Task<void> work) {
  children_.push_back(std::make_unique<Child>());
  const auto place = std::prev(children_.end());
  (*place)->name = std::move(name);
  auto done = [this, place](std::exception_ptr failed) {
    try {
      if (failed) std::rethrow_exception(failed);
    } catch (const boost::system::system_error& e) {
      if (e.code() != asio::error::operation_aborted) log::warning("task.failed", {{"task", (*place)->name}, {"detail", e.code().message()}});
    } catch (const Error& e) {
      log::warning("task.failed", {{"task", (*place)->name}, {"code", name_of(e.code())}, {"detail", e.detail()}});
    } catch (const std::exception& e) {
      log::error("task.failed", {{"task", (*place)->name}, {"detail", e.what()}});
    }
    children_.erase(place);
  };
  asio::co_spawn(executor_, std::move(work), asio::bind_cancellation_slot((*place)->cancel.slot(), std::move(done)));
}

Task<bool> Tasks::ended(std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!children_.empty() && std::chrono::steady_clock::now() < until) co_await pause(std::chrono::milliseconds(5));
  co_return children_.empty();
}

Task<bool> Tasks::stop(std::chrono::milliseconds patience) {
  for (auto& child : children_) child->cancel.emit(asio::cancellation_type::all);
  co_return co_await ended(patience);
}

}  // namespace gw
