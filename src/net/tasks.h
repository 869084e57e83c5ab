// Time and threads around the one event loop: blocking work on a pool, visible deadlines, background work that has an owner.
//
//   loop thread   o--- co_await off_loop(pool, read_rows) ------------.   .--- goes on, with the result or the exception
//   pool thread                                  '--- read_rows() ---'
//
// State that coroutines share is touched on the loop's thread alone, so there are no locks.
#pragma once
#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "base/result.h"
#include "net/asio.h"

namespace gw {

/// The event loop of the program: one thread runs everything given to it.
class Loop {
 public:
  Loop();
  ~Loop();
  asio::any_io_executor executor();
  void run();              ///< returns when nothing is left to do
  Task<int> signal();      ///< waits for SIGTERM or SIGINT; its number
  void spawn(Task<void> work, std::function<void(std::exception_ptr)> done);  ///< for the first coroutine of a program; others belong to Tasks

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// Threads for work that blocks. Destroy (or `join`) it before the loop.
class Pool {
 public:
  explicit Pool(std::size_t threads);
  ~Pool();
  /// Runs `work` on a thread and comes back. It cannot be cut short: who waits, waits for its end.
  Task<void> run(std::function<void()> work);
  std::size_t waiting() const { return waiting_; }  ///< given and not finished; any thread may ask
  void join();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
  std::atomic<std::size_t> waiting_ = 0;
};

template <class F>
auto off_loop(Pool& pool, F work) -> Task<std::invoke_result_t<F>> {
  using T = std::invoke_result_t<F>;
  if constexpr (std::is_void_v<T>) {
    co_await pool.run(std::function<void()>([&work] { work(); }));
  } else {
    std::optional<T> out;
    std::function<void()> act = [&work, &out] { out.emplace(work()); };
    co_await pool.run(std::move(act));
    co_return std::move(*out);
  }
}

Task<void> pause(std::chrono::milliseconds time);

/// Error(timeout) when `call` is not done in time; it is cancelled then (and awaited, so its references stay good).
Task<void> within_void(std::chrono::milliseconds time, Task<void> call);

template <class T>
Task<T> within(std::chrono::milliseconds time, Task<T> call) {
  if constexpr (std::is_void_v<T>) {
    co_await within_void(time, std::move(call));
  } else {
    std::optional<T> out;
    auto keep = [](Task<T> inner, std::optional<T>& into) -> Task<void> { into.emplace(co_await std::move(inner)); };
    co_await within_void(time, keep(std::move(call), out));
    co_return std::move(*out);
  }
}

/// What was thrown, as an Error (of a kind not ours: internal, with its words as detail). A cancellation is no failure: it is thrown on.
Error error_of(std::exception_ptr thrown);

/// A failure as a value, for where a coroutine decides.
template <class T>
Task<Result<T>> as_result(Task<T> work) {
  std::exception_ptr thrown;
  try {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(work);
      co_return Result<T>{};
    } else {
      co_return co_await std::move(work);
    }
  } catch (...) {
    thrown = std::current_exception();
  }
  co_return std::unexpected(error_of(thrown));
}

/// Background work with an owner: what was started is cancelled and awaited at stop. Lives on the loop.
class Tasks {
 public:
  explicit Tasks(asio::any_io_executor executor);
  ~Tasks();  ///< needs: stopped, or nothing runs
  void start(std::string name, Task<void> work);
  std::size_t running() const { return children_.size(); }
  /// Cancels all and waits for their end, at most `patience`; false when some still run then.
  Task<bool> stop(std::chrono::milliseconds patience);
  /// Waits, without cancelling, until all have ended by themselves or `patience` is over.
  Task<bool> ended(std::chrono::milliseconds patience);

 private:
  struct Child;
  asio::any_io_executor executor_;
  std::list<std::unique_ptr<Child>> children_;
};

}  // namespace gw
