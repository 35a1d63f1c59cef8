; What programs do, over and over: a sieve, a checksum, a sort, products, and copies into video memory.
; Each round sends a point to the serial port.

.title WORK

SB = $FF01
SC = $FF02
LCDC = $FF40
STAT = $FF41

SIEVE = $C000
SIEVE_SIZE = 2048
ITEMS = $C900
COUNT = 64
SUM = $CA00

start:
    ld sp, $D000
    ld a, $91
    ldh (LCDC), a
.round:
    call sieve
    call checksum
    call shuffle
    call sort
    call products
    call copy
    ld a, '.'
    ldh (SB), a
    ld a, $81
    ldh (SC), a
    jr .round

; Crosses out the multiples of all numbers, and counts the primes in BC.
sieve:
    ld hl, SIEVE
    ld bc, SIEVE_SIZE
.clear:
    xor a
    ld (hl+), a
    dec bc
    ld a, b
    or c
    jr nz, .clear
    ld de, 2
.number:
    ld hl, SIEVE
    add hl, de
    ld a, (hl)
    or a
    jr nz, .next
.cross:
    add hl, de
    ld a, h
    cp high (SIEVE + SIEVE_SIZE)
    jr nc, .next
    ld (hl), 1
    jr .cross
.next:
    inc de
    ld a, d
    cp high SIEVE_SIZE
    jr nz, .number
    ret

; CRC-16 of the first 256 bytes of the program, bit by bit, in DE.
checksum:
    ld hl, start
    ld de, $FFFF
    ld b, 0
.byte:
    ld a, (hl+)
    xor d
    ld d, a
    ld c, 8
.bit:
    sla e
    rl d
    jr nc, .no
    ld a, d
    xor $10
    ld d, a
    ld a, e
    xor $21
    ld e, a
.no:
    dec c
    jr nz, .bit
    dec b
    jr nz, .byte
    ld a, e
    ld (SUM), a
    ld a, d
    ld (SUM + 1), a
    ret

; Fills the items with numbers in no order.
shuffle:
    ld hl, ITEMS
    ld b, COUNT
    ld a, 17
.next:
    ld (hl+), a
    ld c, a
    add a, a
    add a, a
    add a, c
    add a, 13
    dec b
    jr nz, .next
    ret

; Bubble sort.
sort:
    ld c, COUNT - 1
.pass:
    ld hl, ITEMS
    ld b, c
.compare:
    ld a, (hl+)
    cp (hl)
    jr c, .ordered
    ld d, (hl)
    ld (hl-), a
    ld (hl), d
    inc hl
.ordered:
    dec b
    jr nz, .compare
    dec c
    jr nz, .pass
    ret

; The products of 128 pairs of bytes, by shifts and additions.
products:
    ld b, 128
.next:
    ld a, b
    ld e, a
    ld d, 0
    ld hl, 0
    ld a, b
    cpl
    ld c, 8
.bit:
    srl a
    jr nc, .zero
    add hl, de
.zero:
    sla e
    rl d
    dec c
    jr nz, .bit
    dec b
    jr nz, .next
    ret

; 512 bytes into the map, when the controller lets them in.
copy:
    ld hl, start
    ld de, $9800
    ld bc, $0200
.wait:
    ldh a, (STAT)
    and 2
    jr nz, .wait
    ld a, (hl+)
    ld (de), a
    inc de
    dec bc
    ld a, b
    or c
    jr nz, .wait
    ret
