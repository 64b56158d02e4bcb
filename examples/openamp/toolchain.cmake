# SPDX-License-Identifier: BSD-2-Clause
#
# For libmetal and open-amp, unmodified:
#   cmake -S libmetal -B build/libmetal -DCMAKE_TOOLCHAIN_FILE=toolchain.cmake
#     -DCMAKE_INSTALL_PREFIX=PREFIX -DWITH_TESTS=OFF -DWITH_EXAMPLES=OFF -DWITH_DOC=OFF
#   cmake -S open-amp -B build/open-amp, with -DCMAKE_PREFIX_PATH=PREFIX -DWITH_PROXY=OFF
#     -DWITH_APPS=OFF; and make install of each
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_C_FLAGS_INIT "-mcpu=cortex-m4 -mthumb -mfloat-abi=soft -Os -ffunction-sections -fdata-sections")
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
