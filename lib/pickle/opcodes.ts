import type { Machine } from "./machine.ts";

/**
 * What each opcode does, by its byte: those of protocols 2 to 5 that plain data needs, as Python's pickletools.py lists them.
 * Left out on purpose is whatever makes objects of classes or loads code in another way (INST, OBJ, NEWOBJ, EXT1), and the
 * text forms of protocol 0.
 */
export const opcodes: Readonly<Record<number, (machine: Machine) => void>> = {
  [code("\x80")]: ({ input }) => void input.byte(), // PROTO
  [code("\x95")]: ({ input }) => void input.uint64(), // FRAME
  [code("N")]: (machine) => machine.push(null), // NONE
  [code("\x88")]: (machine) => machine.push(true), // NEWTRUE
  [code("\x89")]: (machine) => machine.push(false), // NEWFALSE

  [code("J")]: (machine) => machine.push(machine.input.int32()), // BININT
  [code("K")]: (machine) => machine.push(machine.input.byte()), // BININT1
  [code("M")]: (machine) => machine.push(machine.input.uint16()), // BININT2
  [code("\x8a")]: (machine) => machine.push(machine.input.integer(machine.input.byte())), // LONG1
  [code("G")]: (machine) => machine.push(machine.input.float64()), // BINFLOAT

  [code("X")]: (machine) => machine.push(machine.input.text(machine.input.uint32())), // BINUNICODE
  [code("\x8c")]: (machine) => machine.push(machine.input.text(machine.input.byte())), // SHORT_BINUNICODE
  [code("\x8d")]: (machine) => machine.push(machine.input.text(machine.input.uint64())), // BINUNICODE8
  [code("U")]: (machine) => machine.push(machine.input.text(machine.input.byte())), // SHORT_BINSTRING, of Python 2
  [code("B")]: (machine) => machine.push(machine.input.bytes(machine.input.uint32())), // BINBYTES
  [code("C")]: (machine) => machine.push(machine.input.bytes(machine.input.byte())), // SHORT_BINBYTES

  [code("(")]: (machine) => machine.mark(), // MARK
  [code("0")]: (machine) => void machine.pop(), // POP
  [code("1")]: (machine) => void machine.popToMark(), // POP_MARK
  [code("2")]: (machine) => machine.push(machine.top()), // DUP

  [code(")")]: (machine) => machine.push([]), // EMPTY_TUPLE
  [code("\x85")]: (machine) => machine.push(machine.popMany(1)), // TUPLE1
  [code("\x86")]: (machine) => machine.push(machine.popMany(2)), // TUPLE2
  [code("\x87")]: (machine) => machine.push(machine.popMany(3)), // TUPLE3
  [code("t")]: (machine) => machine.push(machine.popToMark()), // TUPLE

  [code("]")]: (machine) => machine.push([]), // EMPTY_LIST
  [code("a")]: (machine) => machine.append(machine.popMany(1)), // APPEND
  [code("e")]: (machine) => machine.append(machine.popToMark()), // APPENDS
  [code("}")]: (machine) => machine.push(new Map()), // EMPTY_DICT
  [code("s")]: (machine) => machine.setItems(machine.popMany(2)), // SETITEM
  [code("u")]: (machine) => machine.setItems(machine.popToMark()), // SETITEMS

  [code("q")]: (machine) => machine.remember(machine.input.byte()), // BINPUT
  [code("r")]: (machine) => machine.remember(machine.input.uint32()), // LONG_BINPUT
  [code("\x94")]: (machine) => machine.memoize(), // MEMOIZE
  [code("h")]: (machine) => machine.recall(machine.input.byte()), // BINGET
  [code("j")]: (machine) => machine.recall(machine.input.uint32()), // LONG_BINGET

  [code("c")]: (machine) => machine.pushGlobal(machine.input.line(), machine.input.line()), // GLOBAL
  [code("\x93")]: (machine) => {
    const [module, name] = machine.popMany(2);
    machine.pushGlobal(module, name);
  }, // STACK_GLOBAL
  [code("R")]: (machine) => machine.call(), // REDUCE
  [code("b")]: (machine) => machine.dropAttributes(), // BUILD
  [code("Q")]: (machine) => machine.pushPersistent(), // BINPERSID
};

/** STOP: the value on top is the pickle's. */
export const stop = code(".");

function code(character: string): number {
  return character.charCodeAt(0);
}
