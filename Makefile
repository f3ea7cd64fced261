# SPDX-License-Identifier: MIT
# The short way in; the build itself is meson.build.
BUILD ?= build
NINJA = ninja -C $(BUILD)

all: $(BUILD)/build.ninja
	$(NINJA)
$(BUILD)/build.ninja:
	meson setup $(BUILD)
ready:
	@scripts/setup
	@test -f $(BUILD)/build.ninja || meson setup $(BUILD) > $(BUILD).log || { cat $(BUILD).log; false; }
	@$(NINJA) --quiet
run: ready
	@scripts/demo $(BUILD)
test: ready
	@scripts/test $(BUILD)
check: ready
	@scripts/check $(BUILD)
bench: ready
	@scripts/setup valgrind
	@scripts/bench $(BUILD)
oracle: ready
	@scripts/oracle run $(BUILD)/tools/dmaspace
install: all
	meson install -C $(BUILD)
clean:
	rm -rf $(BUILD) $(BUILD).log $(BUILD)-*
.PHONY: all ready run test check bench oracle install clean
