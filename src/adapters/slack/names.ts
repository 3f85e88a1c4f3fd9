/**
 * What Slack shows in its menus, and what comes back when somebody chooses it. Slack refuses a name over 24 characters:
 * github.com/agentconnect-md/agentconnect/pull/179.
 */
export const shortcuts = {
  /** In the menu of the message box and in search. */
  find: { callbackId: 'find', name: 'Find a study resource' },
  /** In the menu of a message. */
  about: { callbackId: 'find_about', name: 'Find resources for this' },
} as const;
