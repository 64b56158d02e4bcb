# SPDX-License-Identifier: GPL-2.0-only
# File: Documentation/devicetree/bindings/remoteproc/st,stm32-rproc.yaml
/^required:$/ i\
  st,rproc-tee:\
    description:\
      The Trusted Execution Environment has charge of the remote processor. It\
      authenticates and loads the firmware, and starts and stops the processor.\
    $ref: /schemas/types.yaml#/definitions/phandle-array\
    items:\
      - items:\
          - description: Phandle of the Trusted Application (remoteproc-tee.yaml)\
          - description: Id of the remote processor at that application\

/^  - resets$/d
/^allOf:$/ a\
  - if:\
      required:\
        - st,rproc-tee\
    then:\
      properties:\
        resets: false\
        reset-names: false\
        st,syscfg-tz: false\
    else:\
      required:\
        - resets\

/^  - if:$/ a\
      not:\
        required:\
          - st,rproc-tee
/^\.\.\.$/ i\
  - |\
    firmware {\
      tee_rproc: tee-remoteproc {\
        compatible = "80a4c275-0a47-4905-8285-1486a9771a08";\
      };\
    };\
\
    m4@10000000 {\
      compatible = "st,stm32mp1-m4";\
      reg = <0x10000000 0x40000>,\
            <0x30000000 0x40000>,\
            <0x38000000 0x10000>;\
      /* Resets and hold boot are the TEE's */\
      st,rproc-tee = <&tee_rproc 0>;\
    };\

