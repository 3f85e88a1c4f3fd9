/** Lengths in UTF-16 code units, which are never fewer than the characters that Discord may count instead. */
export const limits = {
  // discord.com/developers/docs/components/reference
  components: 40,
  allText: 4000,
  customId: 100,
  buttonsInRow: 5,
  buttonLabel: 80,
  linkUrl: 512,
  options: 25,
  optionText: 100,
  placeholder: 150,
  mediaUrl: 2048,
  mediaDescription: 1024,
  attachments: 10,
  // Slack's: a reply offers the same choices everywhere.
  optionValue: 75,
  // …/interactions/receiving-and-responding#interaction-response-object-modal and …/components/reference#label
  modalTitle: 45,
  modalComponents: 5,
  fieldLabel: 45,
  fieldPlaceholder: 100,
  inputValue: 4000,
  // …/interactions/application-commands
  commandDescription: 100,
  commandOptions: 25,
  // …/interactions/receiving-and-responding#autocomplete
  suggestion: 100,
} as const;

/** MessageFlags of discord-api-types 0.38. */
export const flags = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, isComponentsV2: 1 << 15 } as const;

/** ComponentType of discord-api-types 0.38. */
export const types = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  section: 9,
  textDisplay: 10,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
} as const;

/** ButtonStyle and TextInputStyle of discord-api-types 0.38. */
export const buttonStyles = { primary: 1, secondary: 2, danger: 4, link: 5 } as const;
export const inputStyles = { short: 1, paragraph: 2 } as const;

/** ApplicationCommandType and ApplicationCommandOptionType of discord-api-types 0.38. */
export const commandTypes = { chatInput: 1, user: 2, message: 3 } as const;
export const optionTypes = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  channel: 7,
  role: 8,
} as const;

/** ChannelType of discord-api-types 0.38. */
export const channelTypes = {
  text: 0,
  direct: 1,
  voice: 2,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
  privateThread: 12,
  stage: 13,
  forum: 15,
  media: 16,
} as const;

/** InteractionContextType and ApplicationIntegrationType of discord-api-types 0.38. */
export const contexts = { guild: 0, botDm: 1, privateChannel: 2 } as const;
export const installs = { guild: 0, user: 1 } as const;

/** InteractionType and InteractionResponseType of discord-api-types 0.38. */
export const interactionTypes = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
export const responses = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;
