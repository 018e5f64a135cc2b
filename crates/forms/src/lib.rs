//! The form engine of Vārti: definitions, rules, answers, evaluation and checks, the same in the browser and on the server.
