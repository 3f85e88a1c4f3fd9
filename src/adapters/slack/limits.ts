/** Lengths in UTF-16 code units, which are never fewer than the characters that Slack may count instead. */
export const limits = {
  // docs.slack.dev/reference/block-kit: blocks and elements; @slack/types names the same figures.
  blocks: 50,
  viewBlocks: 100,
  header: 150,
  section: 3000,
  actionsElements: 25,
  buttonText: 75,
  actionId: 255,
  url: 3000,
  placeholder: 150,
  options: 100,
  optionText: 75,
  optionValue: 75,
  altText: 2000,
  label: 2000,
  inputValue: 3000,
  viewTitle: 24,
  privateMetadata: 3000,
  // A modal on which another two stand; emulate and docs.slack.dev/surfaces/modals agree on three.
  modalStack: 3,
  // Undocumented msg_blocks_too_long: github.com/slackapi/bolt-js/issues/2867 saw 9 597 pass and 11 341 fail.
  allText: 9000,
  // Slack advises 4000 characters for the text of a message and cuts it over 40 000.
  messageText: 4000,
} as const;
