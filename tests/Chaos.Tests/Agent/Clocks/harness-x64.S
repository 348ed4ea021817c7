# Calls the routine before it as a program would, and writes what it was told to standard output: see RoutineHarness.cs.
	.globl _start
_start:
	lea	r12, [rip + answers]
	mov	edi, 0
	lea	rsi, [r12]
	call	clock_entry
	mov	edi, 1
	lea	rsi, [r12 + 16]
	call	clock_entry
	mov	edi, 5
	lea	rsi, [r12 + 32]
	call	clock_entry
	mov	edi, 11
	lea	rsi, [r12 + 48]
	call	clock_entry
	lea	rdi, [r12 + 64]
	lea	rsi, [r12 + 80]
	call	day_entry
	lea	rdi, [r12 + 88]
	call	time_entry
	mov	[r12 + 96], rax
	mov	edi, 77                 # no clock: the kernel's error must come through
	lea	rsi, [r12 + 112]
	call	clock_entry
	cdqe
	mov	[r12 + 104], rax
	mov	eax, 1
	mov	edi, 1
	mov	rsi, r12
	mov	edx, 112
	syscall
	mov	eax, 60
	xor	edi, edi
	syscall
	.bss
	.balign 16
answers:
	.skip	128
