/** What Discord shows in the menu of a message and of a person, at most 32 characters long. */
export const menus = {
  message: 'Find resources about this',
  user: 'Show what I have done',
} as const;
