# Fits the scorers that src/answer ships. Built only where Debian's libxgboost-dev is installed; the product does not need it.
find_path(XGBOOST_INCLUDE xgboost/c_api.h)
find_library(XGBOOST_LIBRARY xgboost)
if(XGBOOST_INCLUDE AND XGBOOST_LIBRARY)
  add_executable(groundwork-train EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tools/train/train.cpp ${CMAKE_SOURCE_DIR}/tools/train/corpus.cpp ${CMAKE_SOURCE_DIR}/tools/train/boosting.cpp)
  target_include_directories(groundwork-train PRIVATE ${CMAKE_SOURCE_DIR}/tools/train ${XGBOOST_INCLUDE})
  target_link_libraries(groundwork-train PRIVATE gw_answer ${XGBOOST_LIBRARY})
endif()
