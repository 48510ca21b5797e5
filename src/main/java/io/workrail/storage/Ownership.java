package io.workrail.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whose files are: a command that an administrator runs must not leave files of its own. */
public final class Ownership {
  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

  private Ownership() {}

  /** Gives a file or folder to the owner of the folder that it lies in. */
  public static void giveToOwnerOfFolder(Path made) throws IOException {
    giveToOwnerOf(Objects.requireNonNull(made.toAbsolutePath().getParent()), made);
  }

  /** Gives a file or folder to the owner of another one; only an administrator can. */
  public static void giveToOwnerOf(Path model, Path made) throws IOException {
    UserPrincipal owner = Files.getOwner(model);
    if (!Files.getOwner(made).equals(owner)) {
      try {
        Files.setOwner(made, owner);
      } catch (FileSystemException e) {
        LOG.debug("Only an administrator can give {} to {}", made, owner);
      }
    }
  }
}
