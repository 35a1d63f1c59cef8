; Sends a text to the serial port, shows a picture of tiles, and stops at LD B,B.

.title HELLO

SB = $FF01
SC = $FF02
LCDC = $FF40
LY = $FF44
BGP = $FF47

start:
    ld sp, $FFFE
    ld hl, text
.next:
    ld a, (hl+)
    or a
    jr z, .sent
    ldh (SB), a
    ld a, $81
    ldh (SC), a
.wait:
    ldh a, (SC)
    add a, a        ; the highest bit is set while bits are sent
    jr c, .wait
    jr .next
.sent:
    xor a
    ldh (LCDC), a
    ld hl, $8000
    ld bc, $1800
.tiles:
    ld a, l
    xor h
    ld (hl+), a
    dec bc
    ld a, b
    or c
    jr nz, .tiles
    ld a, %11100100
    ldh (BGP), a
    ld a, $91
    ldh (LCDC), a
    ld hl, $9800
    ld bc, $0400
.map:
    ld a, c
    ld (hl+), a
    dec bc
    ld a, b
    or c
    jr nz, .map
    ld e, 3             ; until the picture was shown
.picture:
    ldh a, (LY)
    cp 144
    jr nz, .picture
.line:
    ldh a, (LY)
    cp 145
    jr nz, .line
    dec e
    jr nz, .picture
    ld b, b
.end:
    jr .end

text:
    .byte "Hello, World!", 10, 0
