// What a game adds to its page: a file of this name in the game's own GameData/web stands in for this one.
//
//   export default ({ pane, enter }) => {
//     pane("World.Weather", (element, { sky }) => { element.textContent = `The sky is ${sky}.`; }, "Weather");
//   };
//
// `pane(name, render, title)` shows what a Publication of this name tells; `enter(line)` enters a line for the player.
