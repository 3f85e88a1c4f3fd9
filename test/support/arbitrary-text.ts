import * as fc from 'fast-check';

/** What people paste to break a bot, and what a catalog may innocently hold. */
const hostile = [
  '@everyone @here',
  '<!channel> <!here> <!subteam^S123> <@U123456> <#C123|general>',
  '<@123456789012345678> <@&123456789012345678> <#123456789012345678> </resource:123456789012345678>',
  '<t:1700000000:R> <a:party:123456789012345678> <:ok:123456789012345678> <id:customize>',
  '<script>alert(1)</script> & <b>bold</b>',
  '<https://evil.example|click here> <mailto:a@b.example>',
  '](https://evil.example) [x](javascript:alert(1)) [y](https://evil.example "t")',
  'https://evil.example/a_(b)?c=*d*&e=[f] www.evil.example',
  '*bold* _italic_ ~struck~ `code` ||spoiler|| __under__ **strong**',
  '```js\nwhile(true){}\n```',
  '# Heading\n## Heading\n-# small\n> quote\n>>> more\n- item\n* item\n+ item\n1. one\n2) two',
  '&lt;!channel&gt; &amp;amp; &gt; quote',
  ':wave: :flag-in: :skin-tone-2:',
  '\u202Egnp.exe\u202C \u2066isolated\u2069 \u200Emarks\u200F \u061C',
  'nul\0 bell\u0007 escape\u001B[31mred backspace\b del\u007F c1\u009B',
  '\uD800 lone \uDC00 surrogates \uD83D',
  '👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 🇮🇳 e\u0301 ﷽ Z͑ͫ̓a̴l̶g̷o̸',
  '\\*not bold\\* \\\\ \\[x\\](y)',
  '\u200B\u200C\u200D\u2060\uFEFF',
  ' \t\r\n\u2028\u2029\u00A0\u3000 ',
  'a'.repeat(4_200),
  '_*`~'.repeat(900),
  '<>&'.repeat(1_200),
  '\n'.repeat(80),
  `word ${'long words in a row '.repeat(300)}`,
  '👩‍🔬'.repeat(700),
  '',
] as const;

/** Any text at all, hostile more often than chance would have it. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostile) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.lorem({ maxCount: 12 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...hostile), fc.constantFrom(...hostile))
      .map(([first, second]) => first + second),
  },
);

const badUrls = [
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'ftp://example.org/file',
  'https://',
  'not an address',
  '',
  '//example.org',
  'https://user:secret@example.org/',
  'https://example.org/ with spaces',
  'https://example.org/a)b](c)<d>|e`f*g"h',
  'https://example.org/\u202Egnp',
  'https://exämple.org/ü?q=ß#ñ',
  `https://example.org/${'x'.repeat(600)}`,
  `https://example.org/${'y'.repeat(3_100)}`,
  `HTTPS://EXAMPLE.ORG/${'(_*_)'.repeat(40)}`,
] as const;

export const anyUrl: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
  { weight: 2, arbitrary: fc.constantFrom(...badUrls) },
  { weight: 1, arbitrary: anyText },
);
