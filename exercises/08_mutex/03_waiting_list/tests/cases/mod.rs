//! What `WaitingList` must do, in every execution.

use crate::subject::WaitingList;
use std as interleave;
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use interleave::{Explorer, FailureKind};

/// The most steps of one execution in which threads meet. A solution that waits in locks has far fewer; one that asks again and
/// again has no last one.
const STEPS: usize = 150;

/// What it probably means when nobody can go on.
const WAITING_FOR_EVER: &str = "\
    Nothing in this test waits but `join` of the threads and your own code. Does a player \
    wait until the group is complete, or a thread lock a second time?";

/// Explores, within these bounds.
fn bounded() -> Explorer {
    Explorer::new().max_steps(STEPS)
}

/// Says what it probably means when nobody can go on.
fn telling(explorer: Explorer) -> Explorer {
    explorer.on(FailureKind::Deadlock, WAITING_FOR_EVER).on(
        FailureKind::Livelock,
        "A player asks again and again, in a loop, and nobody is left who could change the answer.",
    )
}

/// Explores what several threads do.
fn explorer() -> Explorer {
    telling(bounded())
}

/// Explores what one thread does by itself. Eight players may take many steps: a lock for each of them, for instance.
fn alone() -> Explorer {
    telling(Explorer::new())
}

/// The games that were started.
type Games = Arc<Mutex<Vec<Vec<u32>>>>;

/// A waiting list whose games are written down, and what is written.
fn noted(group: usize) -> (Arc<WaitingList<u32>>, Games) {
    let games = Games::default();
    let started = Arc::clone(&games);
    let list = WaitingList::new(group, move |players| started.lock().unwrap().push(players));
    (Arc::new(list), games)
}

/// Has the players join, one after the other, on a thread of their own; returns what they were
/// told.
fn come(list: &Arc<WaitingList<u32>>, players: &'static [u32]) -> thread::JoinHandle<Vec<bool>> {
    let list = Arc::clone(list);
    thread::spawn(move || players.iter().map(|player| list.join(*player)).collect())
}

/// The sizes of all games, and all their players, sorted.
fn sizes_and_players(games: &Games) -> (Vec<usize>, Vec<u32>) {
    let games = games.lock().unwrap();
    let mut players = games.concat();
    players.sort_unstable();
    (games.iter().map(Vec::len).collect(), players)
}

#[test]
fn the_eighth_player_starts_the_game() {
    alone().check(|| {
        let (list, games) = noted(8);
        for player in 1..=7 {
            assert!(
                !list.join(player),
                "player {player} of 8 completes no group"
            );
            assert_eq!(list.waiting(), player as usize, "so many are waiting");
        }
        assert_eq!(
            games.lock().unwrap().len(),
            0,
            "a game of 8 was started with 7"
        );
        assert!(list.join(8), "player 8 of 8 completes the group");
        assert_eq!(
            *games.lock().unwrap(),
            [[1, 2, 3, 4, 5, 6, 7, 8]],
            "the games that were started when `join` has returned `true`"
        );
        assert_eq!(list.waiting(), 0, "all of them are in the game");
    });
}

#[test]
fn after_a_game_comes_the_next() {
    alone().check(|| {
        let (list, games) = noted(2);
        let told: Vec<_> = (1..=5).map(|player| list.join(player)).collect();
        assert_eq!(
            told,
            [false, true, false, true, false],
            "what five players were told, in games of two"
        );
        assert_eq!(
            *games.lock().unwrap(),
            [[1, 2], [3, 4]],
            "the games of two, after five players have come"
        );
        assert_eq!(list.waiting(), 1, "the fifth player waits for a sixth");
    });
}

#[test]
fn two_who_come_at_the_same_time_start_one_game() {
    explorer().check(|| {
        let (list, games) = noted(2);
        let other = come(&list, &[1]);
        let mine = list.join(2);
        let other = other.join().unwrap()[0];
        let (sizes, players) = sizes_and_players(&games);
        assert_eq!(
            sizes,
            [2],
            "two players came for a game of two; the sizes of the games that were started. \
             Adding the player, counting, and taking the group out must be one step"
        );
        assert_eq!(players, [1, 2], "the players in games");
        assert!(
            mine != other,
            "one game was started, and {} of the two players were told that they started it",
            if mine { "both" } else { "none" }
        );
        assert_eq!(list.waiting(), 0, "both are in the game");
    });
}

#[test]
fn three_who_come_at_the_same_time_start_one_game() {
    explorer().check(|| {
        let (list, games) = noted(3);
        let others = [come(&list, &[1]), come(&list, &[2])];
        let mine = list.join(3);
        let told = others.map(|other| other.join().unwrap()[0]);
        let (sizes, players) = sizes_and_players(&games);
        assert_eq!(
            (sizes, players),
            (vec![3], vec![1, 2, 3]),
            "three players came for a game of three (left: the sizes of the games that were \
             started, and the players in them)"
        );
        let starters = [mine, told[0], told[1]].iter().filter(|s| **s).count();
        assert_eq!(starters, 1, "how many were told that they started the game");
    });
}

#[test]
fn a_player_too_many_waits_for_the_next_game() {
    explorer().check(|| {
        let (list, games) = noted(2);
        let other = come(&list, &[1, 2]);
        list.join(3);
        other.join().unwrap();
        let (sizes, players) = sizes_and_players(&games);
        assert_eq!(
            sizes,
            [2],
            "three players came, for games of two; the sizes of the games that were started. \
             Adding the player, counting, and taking the group out must be one step"
        );
        assert_eq!(list.waiting(), 1, "one of three is left");
        assert_eq!(players.len(), 2, "two of three are in the game");
    });
}

#[test]
fn every_player_is_in_one_game() {
    explorer().check(|| {
        let (list, games) = noted(2);
        let other = come(&list, &[1, 2]);
        list.join(3);
        list.join(4);
        other.join().unwrap();
        let (sizes, players) = sizes_and_players(&games);
        assert_eq!(
            (sizes, players),
            (vec![2, 2], vec![1, 2, 3, 4]),
            "four players came, for games of two (left: the sizes of the games that were \
             started, and the players in them)"
        );
        assert_eq!(list.waiting(), 0, "all four are in a game");
    });
}

#[test]
fn players_come_while_a_game_starts() {
    bounded()
        .on(
            FailureKind::Deadlock,
            "In this test the game of 1 and 2 has started only when player 3 has joined, and \
             player 3 joins when it is starting. Is `start` called with the list locked, or does \
             a player wait for a game of others?",
        )
        .check(|| {
            let starting = Arc::new(Barrier::new(2));
            let joined = Arc::new(Barrier::new(2));
            let (begin, end) = (Arc::clone(&starting), Arc::clone(&joined));
            let list = Arc::new(WaitingList::new(2, move |_| {
                begin.wait();
                end.wait();
            }));
            let others = come(&list, &[1, 2]);
            starting.wait();
            let told = list.join(3);
            let waiting = list.waiting();
            joined.wait();
            others.join().unwrap();
            assert!(!told, "player 3 completes no group of two");
            assert_eq!(waiting, 1, "1 and 2 are in a game, and player 3 waits");
        });
}

#[test]
fn two_games_start_at_the_same_time() {
    bounded()
        .on(
            FailureKind::Deadlock,
            "In this test each of two games has started only when the other one is starting, \
             too. They are started one after the other: is `start` called under a lock?",
        )
        .check(|| {
            let both = Barrier::new(2);
            let list = Arc::new(WaitingList::new(1, move |_| {
                both.wait();
            }));
            let other = come(&list, &[1]);
            assert!(list.join(2), "one player is enough for a game of one");
            assert!(
                other.join().unwrap()[0],
                "one player is enough for a game of one"
            );
        });
}
