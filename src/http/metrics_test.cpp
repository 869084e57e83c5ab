#include "http/metrics.h"

#include <gtest/gtest.h>

namespace gw {
namespace {

TEST(Metrics, TextFormat) {
  Metrics metrics;
  metrics.request("GET", "/api/v1/status", 200, 0.003);
  metrics.request("GET", "/api/v1/status", 200, 0.2);
  metrics.request("POST", "/api/v1/ask", 503, 100);
  metrics.request("QWERTYUIOP", "-", 405, 0.1);
  metrics.request("X", "-", 405, 0.1);
  metrics.request("-", "-", 400, 0);
  metrics.answer(true);
  metrics.answer(true);
  metrics.answer(false);
  const auto text = metrics.text({{"groundwork_documents", 12.0}});
  EXPECT_EQ(text.find("QWERTYUIOP"), std::string::npos) << text;
  for (const char* line : {"groundwork_requests_total{method=\"other\",route=\"-\",status=\"405\"} 2\n", "groundwork_requests_total{method=\"-\",route=\"-\",status=\"400\"} 1\n",
                           "groundwork_requests_total{method=\"GET\",route=\"/api/v1/status\",status=\"200\"} 2\n",
                           "groundwork_requests_total{method=\"POST\",route=\"/api/v1/ask\",status=\"503\"} 1\n",
                           "groundwork_request_seconds_bucket{route=\"/api/v1/status\",le=\"0.001\"} 0\n",
                           "groundwork_request_seconds_bucket{route=\"/api/v1/status\",le=\"0.005\"} 1\n",
                           "groundwork_request_seconds_bucket{route=\"/api/v1/status\",le=\"+Inf\"} 2\n",
                           "groundwork_request_seconds_bucket{route=\"/api/v1/ask\",le=\"10\"} 0\n", "groundwork_request_seconds_count{route=\"/api/v1/ask\"} 1\n",
                           "groundwork_answers_total{status=\"answered\"} 2\n", "groundwork_answers_total{status=\"refused\"} 1\n", "groundwork_documents 12\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  EXPECT_GT(resident_bytes(), 1e6);
}

}  // namespace
}  // namespace gw
