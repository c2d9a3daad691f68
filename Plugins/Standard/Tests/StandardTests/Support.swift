import HearthKit
import Testing

@testable import Standard

/// The world is one: suites of this plugin run one after the other, as extensions of this one.
@Suite(.serialized) enum StandardTests {}

extension TestGame {
    /// A game with this plugin, and a room to be in.
    static func standard(_ types: [Any.Type] = [], operations: (any Operations)? = nil) -> TestGame {
        let game = TestGame(types: allTypes + types, operations: operations)
        let hall = Room.create("the hall") { $0.text = "A long hall." }
        game.world.setValue("start", .reference(hall.id))
        return game
    }

    var hall: Room {
        get throws { try #require(world.startRoom as? Room) }
    }

    /// Opens a connection and types lines.
    func connected(_ lines: String...) async -> TestPlayer {
        let player = await connect()
        for line in lines { await player.type(line) }
        return player
    }

    /// What the Server finds by itself in a running game.
    private static var allTypes: [Any.Type] {
        [
            ChangePassword.self, PasswordChange.self, CreateCharacter.self, DeleteCharacter.self, InCharacter.self,
            OutOfCharacter.self, Login.self, Quell.self, Access.self, Quit.self, Who.self, BuildingCommand.self,
            Describe.self, Rename.self, Alias.self, Teleport.self, Destroy.self, Create.self, Dig.self, Open.self,
            Tunnel.self, Link.self, Examine.self, Find.self, SetLocks.self, SetTags.self, SetPermissions.self,
            Force.self, SetValue.self, Help.self, OperationsCommand.self, Wall.self, Boot.self, Ban.self, Unban.self,
            UserPassword.self, Reload.self, Rollback.self, Generations.self, Status.self, Shutdown.self,
            ListNatives.self, CallByName.self,
            RunSwift.self, Get.self, Drop.self, Give.self, Put.self, Container.self, Inventory.self, Go.self, Home.self,
            Look.self, Page.self, Mail.self, Message.self, Channel.self, ChannelPage.self, ChannelCommand.self,
            SetNick.self, SetOptions.self, ShowColors.self, Sessions.self, Copy.self, CopyAttributes.self, Wipe.self,
            Unlink.self, SetHome.self, SetClass.self, ShowCommandSets.self, ShowObjects.self, Emit.self, Accounts.self,
            About.self, SetPronouns.self, Description.self, OwnDescription.self, ObjectMenu.self, EditObject.self,
            SetDescription.self, ShowTime.self, ShowJobs.self, ShowScripts.self, ShowTickers.self,
            Say.self, Whisper.self, Pose.self, StandardHooks.self,
        ]
    }
}
