// Work done by several threads whose results come back in the order in which it was given.
#pragma once
#include <condition_variable>
#include <deque>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace gw {

/// Threads that run tasks, the oldest first. Its end waits until all are done.
class Workers {
 public:
  explicit Workers(std::size_t threads);
  ~Workers();
  std::size_t size() const { return threads_.size(); }
  void start(std::function<void()> task);

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::function<void()>> tasks_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

/// A window over the stream of results: `give` hands work to the threads, `take` waits for the oldest. The giver keeps the window small by
/// taking when `full()`: neither more than `most` tasks nor more than `weight_most` of what they weigh (bytes) are under way.
template <class T>
class Ordered {
 public:
  Ordered(Workers& workers, std::size_t most, std::uint64_t weight_most) : workers_(workers), most_(most), weight_most_(weight_most) {}
  ~Ordered() {
    for (auto& [future, weight] : window_) future.wait();  // what runs may look at things that live as long as this object
  }
  bool empty() const { return window_.empty(); }
  bool full() const { return window_.size() >= most_ || weight_ >= weight_most_; }
  template <class F>
  void give(std::uint64_t weight, F&& work) {
    auto task = std::make_shared<std::packaged_task<T()>>(std::forward<F>(work));
    window_.emplace_back(task->get_future(), weight);
    weight_ += weight;
    workers_.start([task] { (*task)(); });
  }
  T take() {
    auto [future, weight] = std::move(window_.front());
    window_.pop_front();
    weight_ -= weight;
    return future.get();
  }

 private:
  Workers& workers_;
  std::size_t most_;
  std::uint64_t weight_most_, weight_ = 0;
  std::deque<std::pair<std::future<T>, std::uint64_t>> window_;
};

}  // namespace gw
