/**
 * A function that works out its answer once for each object it is asked about, and forgets it with the object. Many
 * rules ask the same of a hub; and what compares a hub with all others must not be worked out anew for each hub.
 */
export function remembered<Key extends object, Value>(build: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const entry = known.get(key);
    if (entry !== undefined) return entry.value;
    const value = build(key);
    known.set(key, { value });
    return value;
  };
}
