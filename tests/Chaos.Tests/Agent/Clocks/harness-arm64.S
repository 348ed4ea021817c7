// As harness-x64.S; arm64 has no time(), its place is filled by the wall clock's seconds.
	.globl _start
_start:
	adrp	x19, answers
	add	x19, x19, :lo12:answers
	mov	w0, #0
	mov	x1, x19
	bl	clock_entry
	mov	w0, #1
	add	x1, x19, #16
	bl	clock_entry
	mov	w0, #5
	add	x1, x19, #32
	bl	clock_entry
	mov	w0, #11
	add	x1, x19, #48
	bl	clock_entry
	add	x0, x19, #64
	add	x1, x19, #80
	bl	day_entry
	ldr	x0, [x19]
	str	x0, [x19, #88]
	str	x0, [x19, #96]
	mov	w0, #77
	add	x1, x19, #112
	bl	clock_entry
	sxtw	x0, w0
	str	x0, [x19, #104]
	mov	x0, #1
	mov	x1, x19
	mov	x2, #112
	mov	x8, #64
	svc	#0
	mov	x0, #0
	mov	x8, #93
	svc	#0
	.bss
	.balign 16
answers:
	.skip	128
