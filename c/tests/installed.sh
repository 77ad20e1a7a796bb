#!/bin/sh
# Builds the example with nothing but what is installed, in an empty folder: by pkg-config and by CMake, with the shared and the static
# library, and as C++ reads the header; runs each against a sandbox. Arguments: the prefix, the folder, where the tests were built, where
# the test kit lies.
set -eu
prefix=$1 folder=$2 tests=$3/tests
here=$(cd "$(dirname "$0")" && pwd)
example=$here/../examples/pay.c
mkdir -p "$folder"
cp "$example" "$folder/pay.c"
cd "$folder"
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name qq-wxpay.pc)")
LD_LIBRARY_PATH=$(dirname "$PKG_CONFIG_PATH")
export PKG_CONFIG_PATH LD_LIBRARY_PATH

cc -Wall -Wextra -Werror -D_GNU_SOURCE pay.c -o by-pkg-config $(pkg-config --cflags --libs qq-wxpay jansson)
static=$(pkg-config --static --cflags --libs qq-wxpay | sed "s#-lqq_wxpay_c#-l:libqq_wxpay_c.a#")
cc -D_GNU_SOURCE pay.c -o by-pkg-config-static $static $(pkg-config --cflags --libs jansson)

cat > CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.16)
project(pay C)
find_package(qq_wxpay 0.1 REQUIRED)
find_library(JANSSON jansson REQUIRED)
foreach(kind shared static)
  add_executable(by-cmake-${kind} pay.c)
  target_compile_definitions(by-cmake-${kind} PRIVATE _GNU_SOURCE)
  target_link_libraries(by-cmake-${kind} PRIVATE qq_wxpay::${kind} ${JANSSON})
endforeach()
END
cmake -S . -B by-cmake -DCMAKE_PREFIX_PATH="$prefix" >/dev/null
cmake --build by-cmake >/dev/null

# The first program of the README, and every name in it.
readme=$here/../README
awk '/^```c$/ && !seen { inside = seen = 1; next } /^```$/ { inside = 0 } inside' "$readme.md" > ten.c
cc -Wall -Wextra -Werror ten.c -o ten $(pkg-config --cflags --libs qq-wxpay)
./ten | grep -q SETTINGS_MISSING
headers="$here/../include/qq_wxpay.h $here/../testing/include/qq_wxpay_testing.h"
for name in $(grep -oh '[A-Za-z_]*qq_wxpay_[a-z_]*[a-z]' "$readme.md" "$readme.zh-CN.md" | sort -u); do
  case $name in
    libqq_wxpay_c | libqq_wxpay_testing_c | qq_wxpay_testing) ;;
    *) grep -qw "$name" $headers || { echo "README: there is no $name"; exit 1; } ;;
  esac
done

printf '#include <qq_wxpay.h>\nint main() { return qq_wxpay_abi_version() == QQ_WXPAY_ABI_VERSION ? 0 : 1; }\n' > header.cpp
c++ -Wall -Wextra -Werror -pedantic -x c++ header.cpp -o by-cpp $(pkg-config --cflags --libs qq-wxpay)
./by-cpp

port=18741
for program in ./by-pkg-config ./by-pkg-config-static by-cmake/by-cmake-shared by-cmake/by-cmake-static; do
  "$tests/example" "$program" $port
  port=$((port + 1))
done
! ldd ./by-pkg-config-static | grep qq_wxpay
! ldd by-cmake/by-cmake-static | grep qq_wxpay
echo "installed: ok"
