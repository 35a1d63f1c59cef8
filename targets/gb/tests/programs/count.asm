; Counts its runs in the cartridge's RAM, which a battery keeps. The first run finds bytes that are not zero.

.title COUNT
.type 3
.ram 2

MAGIC = $A000
COUNT = $A001

start:
    ld a, $0A
    ld ($0000), a       ; the RAM can be used
    ld a, (MAGIC)
    cp $5A
    jr z, .known
    ld a, $5A
    ld (MAGIC), a
    ld a, $FF
    ld (COUNT), a
.known:
    ld a, (COUNT)
    inc a
    ld (COUNT), a
    ld b, b
.end:
    jr .end
