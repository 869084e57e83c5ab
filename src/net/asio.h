// The one place that includes Asio for a whole program: compiled once (net/asio.cpp), seen elsewhere as declarations only.
#pragma once
#ifndef BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_ASIO_SEPARATE_COMPILATION
#endif
#ifndef BOOST_BEAST_SEPARATE_COMPILATION
#define BOOST_BEAST_SEPARATE_COMPILATION
#endif
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace gw {
namespace asio = boost::asio;

/// A coroutine of the event loop.
template <class T = void>
using Task = asio::awaitable<T>;

}  // namespace gw
