# SPDX-License-Identifier: BSD-2-Clause
#
# Examples of firmware: examples/tasks on what firmware/ offers, in both layouts.
# (The commands that build one without make are in docs/firmware.md.)

EXAMPLES_B := $(B)/examples
TASKS_SRC := main.c task.c queue.c
EXAMPLE_ELFS := $(FW_LAYOUTS:%=$(EXAMPLES_B)/tasks-%.elf)

.PHONY: examples
examples: $(EXAMPLE_ELFS)

TASKS_OBJ := $(TASKS_SRC:%.c=$(EXAMPLES_B)/tasks/%.o)

$(TASKS_OBJ): $(EXAMPLES_B)/tasks/%.o: examples/tasks/%.c examples/rules.mk firmware/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(FW_CC) $(FW_CFLAGS) -Ifirmware -MMD -MP -c -o $@ $<

$(FW_LAYOUTS:%=$(EXAMPLES_B)/tasks-%.elf): $(EXAMPLES_B)/tasks-%.elf: firmware/%.ld $(TASKS_OBJ)
	$(call say,LD,$@)
	$(Q)$(FW_CC) $(FW_LDFLAGS) -T $< -o $@ $(filter %.o,$^)

define EXAMPLE_LAYOUT_DEPS
$(EXAMPLES_B)/tasks-$(1).elf: $$(FW_LIB_$(1))
endef
$(foreach layout,$(FW_LAYOUTS),$(eval $(call EXAMPLE_LAYOUT_DEPS,$(layout))))

-include $(TASKS_OBJ:.o=.d)
