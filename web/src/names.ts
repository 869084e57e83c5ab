// Names of users, groups and collections, as the server takes them: 1 to 64 letters of any script, digits, - _ . (a user's also @), a letter or digit first.

export type Fault = { fault: 'empty' | 'long' } | { fault: 'first' | 'sign'; sign: string }

/** What is wrong with a name, or nothing. Spaces around it are taken off before. */
export function faultOf(name: string, more = ''): Fault | undefined {
  const signs = [...name.trim().normalize('NFC')]
  if (!signs.length) return { fault: 'empty' }
  const strange = signs.find((sign) => !/[\p{L}\p{M}\p{N}\-_.]/u.test(sign) && !more.includes(sign))
  if (strange) return { fault: 'sign', sign: strange }
  if (!/[\p{L}\p{N}]/u.test(signs[0])) return { fault: 'first', sign: signs[0] }
  return signs.length > 64 ? { fault: 'long' } : undefined
}
