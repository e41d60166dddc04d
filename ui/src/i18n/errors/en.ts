import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  required: { happened: '“{field}” is empty', todo: 'Fill it in and go on' },
  too_long: { happened: '“{field}” holds {limit} characters, not {length}', todo: 'Please shorten it' },
  hidden_character: {
    happened: 'Character {position} of “{field}” can’t be seen ({code_point})',
    todo: 'Delete it and type again',
  },
  not_a_phone: {
    happened: '“{field}” is not a phone number',
    todo: 'Mobile: 11 digits; landline: with its area code; service numbers as they are',
  },
  unknown_category: { happened: 'There is no such category', todo: 'Please choose again' },
  out_of_range: { happened: '“{field}” must be from {least} to {most}', todo: 'Please correct it' },
  amount: { happened: 'The amount must be above 0 and at most {most}', todo: 'Please check it' },
  in_future: {
    happened: '“{field}” is later than now',
    todo: 'Please check the time and the computer’s clock',
  },
  in_past: { happened: '“{field}” has passed', todo: 'Please choose a later time' },
  too_far: { happened: '“{field}” is more than three years away', todo: 'Please check the year' },
  authorisation_not_valid: {
    happened: 'The letter of authorisation does not cover today',
    todo: 'Ask the customer to come, or for a valid letter',
  },
  authorisation_not_seen: {
    happened: 'The signed letter of authorisation has not been seen',
    todo: 'Look at the original and tick the box',
  },
  ended: { happened: 'This ticket has ended: {end}', todo: 'Take it up again to go on' },
  not_ended: { happened: 'This ticket has not ended', todo: 'Close it first' },
  step_not_reached: {
    happened: 'This is “{now}”; “{needed}” has not been reached',
    todo: 'Complete the steps before',
  },
  not_back: { happened: '“{to}” is not before “{now}”', todo: 'Use “Next step” to go forward' },
  gate_not_met: {
    happened: '“{step}” still lacks: {missing}',
    todo: 'Complete it, or skip it with a written reason',
  },
  last_step: { happened: 'Follow-up is the last step', todo: 'Close the ticket' },
  already_registered: { happened: 'This ticket is registered already', todo: 'Open it from the queue' },
  rounds_used_up: { happened: 'There are {most} rounds at most', todo: 'Escalate, or give the final reply' },
  escalation_open: {
    happened: 'It was escalated and not answered yet',
    todo: 'Wait for the answer, or remind them',
  },
  no_escalation: { happened: 'This ticket was not escalated', todo: 'Press F7 if it should be' },
  merge_into_itself: { happened: 'A ticket can’t be merged into itself', todo: 'Choose another one' },
  too_many: { happened: '{most} at most', todo: 'Remove some first' },
  unknown_offer: { happened: 'There is no offer {offer}', todo: 'Please choose again' },
  offer_not_open: { happened: 'Offer {offer} is not open in this round', todo: 'Choose one of this round' },
  offer_not_approved: {
    happened: 'Offer {offer} needs the approval of {from}',
    todo: 'Press F7 to ask for it, or make an offer within your authority',
  },
  nothing_to_approve: { happened: 'Offer {offer} needs no approval', todo: 'Ask the customer' },
  not_authorised: { happened: 'This needs {from}', todo: 'Ask them to the counter' },
  own_request: { happened: 'You can’t approve your own offer', todo: 'Ask another colleague who may' },
  reads_only: { happened: 'Your account can only read', todo: 'Ask the staff on duty' },
  nothing_chosen: { happened: 'The customer has not chosen yet', todo: 'Ask the customer first' },
  no_demand: { happened: 'The customer’s demand is not recorded', todo: 'Write down what they want first' },
  unknown_promise: { happened: 'There is no promise {promise}', todo: 'Please choose again' },
  promise_not_open: { happened: 'Promise {promise} has its outcome', todo: 'Nothing is left to do' },
  promise_open: { happened: 'Promise {promise} has no outcome yet', todo: 'Record whether it was kept' },
  open_promises: { happened: 'Open promises: {count}', todo: 'Keep or explain them before closing' },
  consent_needed: {
    happened: 'The customer has not agreed to sign on the screen',
    todo: 'Tick the box when they do, or sign on paper',
  },
  not_a_signature: { happened: 'This is too short for a signature', todo: 'Ask the customer to sign again' },
  nothing_to_sign: { happened: 'There is nothing to sign yet', todo: 'Reach an agreement first' },
  unknown_check: { happened: 'This check is not on the list', todo: 'Open the ticket again' },
  unknown_ticket: { happened: 'There is no such ticket', todo: 'Please check the number' },
  unknown_staff: { happened: 'There is no such staff number', todo: 'Please check it' },
  staff_gone: { happened: 'This staff number is no longer in use', todo: 'Choose a colleague on duty' },
  last_manager: {
    happened: 'At least one active hall manager must remain',
    kept: 'Nothing was changed',
    todo: 'Add or reinstate another hall manager first',
  },
  hall_exists: { happened: 'There is a hall in this data folder', todo: 'Open it, or choose another folder' },
  hall_missing: { happened: 'No hall has been set up', todo: 'Set one up, or open the demonstration hall' },
  bad_hall_code: {
    happened: 'A hall code has 1–8 letters or digits, a counter code 1–4',
    todo: 'Please correct the code',
  },
  bad_staff_number: { happened: 'A staff number has 1–16 letters or digits', todo: 'Please correct it' },
  hall_fixed: {
    happened: 'There are tickets, so the codes of hall and counter stay',
    todo: 'The names can still be changed',
  },
  wrong_password: { happened: 'Number or password is wrong', todo: 'Please check and type it again' },
  locked_out: {
    happened: 'Too many wrong attempts; try again after {until}',
    todo: 'Wait a little; if you forgot it, a manager can issue a new one',
  },
  shut_out: {
    happened: 'Too many wrong attempts; this number is locked',
    todo: 'Ask the manager for a new password; a manager opens with the recovery sheet',
  },
  password_short: {
    happened: 'A password has at least {least} characters',
    todo: 'Try a sentence only you know',
  },
  password_long: { happened: 'A password has at most {most} characters', todo: 'Please shorten it' },
  password_guessable: {
    happened: 'This password is easily guessed',
    todo: 'Take unusual words; not your name, number or hall',
  },
  password_same: { happened: 'This is the password you had', todo: 'Please take a new one' },
  provisional_password: { happened: 'Somebody else made this password', todo: 'Choose your own first' },
  password_needed: { happened: 'This hall opens with a password', todo: 'Sign in with number and password' },
  in_demonstration: {
    happened: 'The demonstration hall has no passwords and no recovery sheet',
    todo: 'Do this in your own hall',
  },
  not_a_recovery_code: {
    happened: 'This is no recovery code; a character may be wrong',
    todo: 'Compare it with the sheet group by group',
  },
  bad_anchor: {
    happened: 'This is no anchor',
    todo: 'An anchor is a line number, a hyphen, and letters and digits; type it as it is',
  },
  signed_out: {
    happened: 'You are signed out',
    kept: 'What you typed is stored',
    todo: 'Please sign in again',
  },
  no_sheet: {
    happened: 'This recovery sheet can’t be shown or printed any more',
    todo: 'If you printed it, type its code; if not, make a new one',
  },
  character: '{character} ({code})',
  invisible: 'an invisible character',
  characterAt: '{field}: {character}',
  missing_characters: {
    happened: 'The typeface lacks: {characters}',
    todo: 'Use a similar character, or write it in by hand',
  },
  slip_too_long: {
    happened: 'About {over} characters too many for two pages; “{field}” is the longest with {length}',
    todo: 'Please shorten it',
  },
  slip_failed: { happened: 'The slip could not be made', todo: 'Please try again' },
  folder_in_use: { happened: 'Another Ansu uses this data folder', todo: 'Use the window that is open' },
  folder_read_only: {
    happened: 'The data folder can’t be written to: {path}',
    todo: 'Ask the administrator for write access',
  },
  disk_full: {
    happened: 'The disk is full, the last input could not be stored',
    kept: 'It is still on the screen',
    todo: 'Make room; it will be stored by itself',
  },
  damaged: {
    happened: 'The data file is damaged: {path}',
    kept: 'It was not touched',
    todo: 'Ask the administrator to restore the newest backup',
  },
  newer_file: {
    happened: 'The data file was written by a newer version',
    kept: 'It was not touched',
    todo: 'Update Ansu first',
  },
  not_ours: {
    happened: 'Not a data file of Ansu: {path}',
    kept: 'It was not touched',
    todo: 'Choose another folder',
  },
  key_unsupported: {
    happened: 'This version can’t open data files encrypted in this way',
    kept: 'It was not touched',
    todo: 'Use the version that wrote it',
  },
  stale: {
    happened: 'This ticket was just changed; what you see is not the newest',
    kept: 'What you typed is stored',
    todo: 'Look at the changes and go on',
  },
  draft_too_large: {
    happened: 'The draft is too long to be stored',
    kept: 'It is still on the screen',
    todo: 'Split or shorten it',
  },
  file_busy: {
    happened: 'Another program holds the data file',
    kept: 'What you typed is still on the screen',
    todo: 'Wait a moment and try again',
  },
  internal: {
    happened: 'Something went wrong in the program',
    kept: 'What you typed is stored',
    todo: 'Please try again; if it fails again, tell the administrator the incident number',
  },
  bad_request: { happened: 'This request is not right', todo: 'Please try again' },
  printer: {
    happened: 'The printer does not answer',
    kept: 'The slip is ready',
    todo: 'Check power, paper and cable, and print again',
  },
  no_printer: {
    happened: 'No printer was found',
    kept: 'The slip is ready',
    todo: 'Connect one, or save the slip as a file',
  },
  write_failed: {
    happened: 'The file could not be written',
    todo: 'Choose another place, or check the disk',
  },
  unexpected: {
    happened: 'Something unexpected went wrong',
    kept: 'What you typed is stored',
    todo: 'Please try again; if it fails again, tell the administrator the incident number',
  },
  no_shell: {
    happened: 'This page was opened outside the Ansu window',
    kept: 'No data was changed',
    todo: 'Please start Ansu from the desktop',
  },
} satisfies Translation<typeof zhCN>
