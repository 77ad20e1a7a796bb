// What the shop sells. The price comes from here, never from the client.

/** @type {ReadonlyMap<string, { description: string, price: number }>} Prices in fen. */
export const PRODUCTS = new Map([
  ['blue-mug', { description: 'Blue mug', price: 1999 }],
  ['tea', { description: '龙井茶 50 g', price: 6800 }],
]);
