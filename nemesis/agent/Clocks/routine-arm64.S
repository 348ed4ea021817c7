// The clock routine for arm64: see routine-x64.S, which it follows line by line. There is no time() in the vDSO of arm64.
	.text
magic:	.quad 0x314B434C434F4843
gen:	.quad 0
slots:	.quad 0, 0, 0, 0
	.quad 0, 0, 0, 0

clock_entry:                            // int clock_gettime(w0 clock, x1 timespec)
	mov	w9, w0
	mov	x8, #113
	svc	#0
	cbnz	w0, 9f
	cbz	w9, 1f                  // REALTIME
	cmp	w9, #5                  // REALTIME_COARSE
	b.eq	1f
	cmp	w9, #11                 // TAI
	b.ne	9f
1:	adr	x10, gen
	ldar	x11, [x10]
	and	x12, x11, #1
	adr	x13, slots
	add	x13, x13, x12, lsl #5
	ldp	x14, x15, [x13]         // offset, rate
	ldp	x16, x17, [x13, #16]    // reference, period
	dmb	ishld
	ldr	x12, [x10]
	cmp	x12, x11
	b.ne	1b
	orr	x12, x14, x15
	cbz	x12, 9f                 // the true time
	ldp	x9, x10, [x1]
	movz	x13, #0xca00
	movk	x13, #0x3b9a, lsl #16   // 1,000,000,000
	madd	x9, x9, x13, x10        // now, ns
	sub	x10, x9, x16            // time passed
	cbz	x17, 2f
	sdiv	x11, x10, x17
	tbnz	x11, #0, 9f             // every second period shows the true time
2:	mul	x11, x10, x15
	smulh	x12, x10, x15
	extr	x11, x12, x11, #32      // rate * time passed
	add	x11, x11, x14
	add	x11, x11, x9
	sdiv	x12, x11, x13
	msub	x14, x12, x13, x11
	cmp	x14, #0
	b.ge	3f
	add	x14, x14, x13
	sub	x12, x12, #1
3:	stp	x12, x14, [x1]
9:	ret

	.balign 16
day_entry:                              // int gettimeofday(x0 timeval, x1 timezone)
	stp	x29, x30, [sp, #-48]!
	str	x0, [sp, #16]
	cbz	x1, 1f
	mov	x0, #0
	mov	x8, #169
	svc	#0
1:	ldr	x0, [sp, #16]
	cbz	x0, 2f
	mov	w0, #0
	add	x1, sp, #32
	bl	clock_entry
	ldr	x2, [sp, #16]
	ldp	x3, x4, [sp, #32]
	mov	x5, #1000
	udiv	x4, x4, x5
	stp	x3, x4, [x2]
2:	mov	w0, #0
	ldp	x29, x30, [sp], #48
	ret
	.balign 8
