import { isObject, type Json, listAt } from '../shape.ts';

const textDisplay = 10;
const button = 2;

/** Discord numbers each component that has no id, and gives what is attached an address. */
export function settledComponents(components: unknown, messageId: string): Json[] {
  let count = 0;
  const settle = (component: Json): Json => {
    count += 1;
    const { components: inner, accessory, component: field, ...own } = component;
    const settled: Json = { ...withAddresses(own, messageId), id: own.id ?? count };
    return {
      ...settled,
      ...(inner === undefined ? {} : { components: listAt(inner).filter(isObject).map(settle) }),
      ...(isObject(accessory) ? { accessory: settle(accessory) } : {}),
      ...(isObject(field) ? { component: settle(field) } : {}),
    };
  };
  return listAt(components).filter(isObject).map(settle);
}

/** All of them, each before what is in it. */
export function flat(components: readonly Json[]): Json[] {
  return components.flatMap((one) => [
    one,
    ...flat(listAt(one.components).filter(isObject)),
    ...flat([one.accessory, one.component].filter(isObject)),
  ]);
}

export function textIn(components: readonly Json[]): string {
  return flat(components)
    .filter(({ type }) => type === textDisplay)
    .map(({ content }) => String(content))
    .join('\n');
}

export function labelsIn(components: readonly Json[]): string[] {
  return flat(components)
    .filter(({ type }) => type === button)
    .map(({ label }) => String(label));
}

function withAddresses(own: Json, messageId: string): Json {
  const addressed = (media: unknown) => {
    if (!isObject(media)) return media;
    const url = String(media.url).replace(
      'attachment://',
      `https://cdn.discordapp.com/attachments/0/${messageId}/`,
    );
    return { ...media, url, proxy_url: url };
  };
  const items = listAt(own.items).filter(isObject);
  return {
    ...own,
    ...(own.file === undefined ? {} : { file: addressed(own.file) }),
    ...(own.items === undefined
      ? {}
      : { items: items.map((item) => ({ ...item, media: addressed(item.media) })) }),
  };
}
